"""Make ``.venv`` ready for the program (``--dev``: for its tests too). Standard library only.

``python3 .ci/bootstrap.py [--dev]`` installs what ``requirements.txt`` names, and does nothing where that
is already done. It keeps to syntax that Python 3.6 reads, so that an old Python gets a clear line
instead of a syntax error.

Two files in ``.venv`` hold the state: ``.unfinished`` stands there while anything is being installed,
so that a killed run is started afresh; ``.installed`` names each requirements file with its checksum.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two set-ups at once are not held apart there
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / ".unfinished"
INSTALLED = VENV / ".installed"

OLDEST = (3, 11)  # tomllib, and the oldest that streamlit and transformers still take
NEWER_NAMES = ("python3.13", "python3.12", "python3.11")

# PyTorch's own index: the same release without its CUDA libraries (4.5 GB on disk). Only torch comes from it.
CPU_WHEELS = "https://download.pytorch.org/whl/cpu"


def main(arguments: "list[str]") -> int:
    """Exit status: 0 ready, 1 could not be made ready (the last line says what to do next)."""
    if sys.version_info < OLDEST:
        return use_newer_python(arguments)
    if missing_venv():
        return 1
    wanted = ["requirements.txt"] + (["requirements-dev.txt"] if "--dev" in arguments else [])
    try:
        with one_at_a_time():
            return make_ready(wanted)
    except KeyboardInterrupt:
        return say("Đã dừng; chạy lại lệnh để cài tiếp.", "Stopped; run the command again.", 130)


def use_newer_python(arguments: "list[str]") -> int:
    """Go on under a Python that is new enough, or say which one is needed."""
    test = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    for name in NEWER_NAMES:
        path = shutil.which(name)
        # A version manager leaves names on the path that do not run: only a run tells.
        if path and subprocess.call([path, "-c", test], stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([path, __file__, *arguments])
    have, need = dotted(sys.version_info[:2]), dotted(OLDEST)
    return say(
        f"Python {have} quá cũ: cần Python {need} trở lên. Cài bản mới (ví dụ: sudo apt install "
        f"python{need} python{need}-venv) rồi chạy: make run PYTHON=python{need}",
        f"Python {have} is too old: {need} or newer is needed. Install one (for example: sudo apt "
        f"install python{need} python{need}-venv), then: make run PYTHON=python{need}",
    )


def dotted(version: "tuple[int, ...]") -> str:
    return f"{version[0]}.{version[1]}"


def missing_venv() -> bool:
    """Debian and Ubuntu ship Python without what a virtual environment needs."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return False
    package = f"python{dotted(sys.version_info[:2])}-venv"
    say(
        f"Python này thiếu mô-đun venv. Cài gói rồi chạy lại: sudo apt install {package}",
        f"This Python lacks the venv module. Install it and run again: sudo apt install {package}",
    )
    return True


@contextlib.contextmanager
def one_at_a_time():  # type: ignore[no-untyped-def]
    """Two terminals at once: the second waits until the first has finished."""
    if fcntl is None:
        yield
        return
    folder = os.open(str(ROOT), os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Một lượt cài đặt khác đang chạy, xin đợi…", "Another set-up is running: waiting…")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def make_ready(wanted: "list[str]") -> int:
    """Install the requirements files ``wanted`` unless they stand installed as they are now."""
    have = installed()
    now = {name: checksum(ROOT / name) for name in wanted}
    if all(have.get(name) == value for name, value in now.items()):
        return 0
    if UNFINISHED.exists():
        say("Lần cài trước bị dở dang: cài lại từ đầu.", "The last installation was cut off: starting anew.")
    if UNFINISHED.exists() or not runs(VENV_PYTHON):
        shutil.rmtree(str(VENV), ignore_errors=True)
    # What was installed before is named again, so that one resolution holds for all of it.
    files = sorted(set(have) | set(wanted))
    if not (create() and install(files)):
        return say(
            "Chưa cài xong: xem dòng lỗi ở trên, kiểm tra mạng và ổ đĩa, rồi chạy lại lệnh.",
            "Not installed: see the error above, check network and disk, then run the command again.",
        )
    state = {name: checksum(ROOT / name) for name in files}
    INSTALLED.write_text(json.dumps(state, indent=1), encoding="utf-8")
    UNFINISHED.unlink()
    say("Đã cài xong.", "Installed.")
    return 0


def installed() -> "dict[str, str]":
    """Requirements file → checksum, as last installed; empty where that is not known to be whole."""
    if UNFINISHED.exists() or not runs(VENV_PYTHON):
        return {}
    try:
        return dict(json.loads(INSTALLED.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def runs(python: Path) -> bool:
    """False also where the Python that the environment was made with has been removed."""
    return python.exists() and subprocess.call([str(python), "-c", "import pip"]) == 0


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def create() -> bool:
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if VENV_PYTHON.exists():
        return True
    say("[1/3] Tạo môi trường Python trong .venv", "[1/3] Making a Python environment in .venv")
    return subprocess.call([sys.executable, "-m", "venv", str(VENV)]) == 0


def install(files: "list[str]") -> bool:
    say("[2/3] Cài PyTorch", "[2/3] Installing PyTorch")
    if not install_torch(files):
        return False
    say("[3/3] Cài các thư viện còn lại", "[3/3] Installing the other libraries")
    return pip(*[part for name in files for part in ("-r", str(ROOT / name))])


def install_torch(files: "list[str]") -> bool:
    """PyTorch without CUDA where there is no NVIDIA card; else whatever the package registry has.

    A torch that already satisfies the range is left alone by pip, in either case.
    """
    torch = next((line for name in files for line in lines(ROOT / name) if line.startswith("torch")), None)
    if torch is None:
        return True
    if has_nvidia():
        return pip(torch)
    # Without its dependencies: those come from the package registry with all the rest. The second
    # variable keeps out an extra index of the machine's own, whose full build may be newer.
    only = dict(os.environ, PIP_INDEX_URL=CPU_WHEELS, PIP_EXTRA_INDEX_URL=CPU_WHEELS)
    if pip("--no-deps", "--retries", "0", "--timeout", "15", torch, env=only):
        return True
    say(
        "Không lấy được bản PyTorch gọn (chỉ dùng CPU) từ kho của PyTorch: lấy bản đủ kèm CUDA, nhiều GB.",
        "PyTorch's own CPU wheels cannot be had: taking the full build from the package registry, "
        "several GB with its CUDA libraries.",
    )
    return pip(torch)


def has_nvidia() -> bool:
    return Path("/proc/driver/nvidia").exists() or shutil.which("nvidia-smi") is not None


def lines(path: Path) -> "list[str]":
    """Requirements without comments."""
    text = path.read_text(encoding="utf-8")
    return [bare for bare in (line.split("#")[0].strip() for line in text.splitlines()) if bare]


def pip(*arguments: str, env: "dict[str, str] | None" = None) -> bool:
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    return subprocess.call([*command, *arguments], env=env) == 0


def say(vietnamese: str, english: str, status: int = 1) -> int:
    """To stderr, which writes escapes instead of failing where the terminal knows no Vietnamese."""
    print(f"{vietnamese}\n{english}", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
