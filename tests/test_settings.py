"""Settings: a typing slip never passes silently, and paths do not depend on where a command runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from settings import DEFAULT_FILE, PolicyError, Settings, SettingsError, load_settings

KEYS = tuple(field.name for field in fields(Settings))
PATHS = tuple(key for key in KEYS if isinstance(getattr(Settings(), key), Path))
CHOICES = ("segment_words", "engine", "answering_processes")  # one of a few words, true or false, a number
TEXTS = tuple(key for key in KEYS if isinstance(getattr(Settings(), key), str) and key not in CHOICES)


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_all_defaults(tmp_path: Path) -> None:
    shutil.copy(DEFAULT_FILE.with_name("settings.py"), tmp_path)
    code = "from settings import *; assert load_settings() == Settings()"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=60)


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_settings(tmp_path / "none.toml")


def test_the_shipped_file_is_read_and_names_every_setting() -> None:
    """A reader finds in one file all that can be changed, and it says what the code would say."""
    assert set(tomllib.loads(DEFAULT_FILE.read_text(encoding="utf-8"))) == set(KEYS)
    assert load_settings() == Settings()


@given(key=st.sampled_from(KEYS), at=st.integers(0, 30), extra=st.sampled_from("abcxyz_"))
def test_a_slip_of_one_letter_is_an_error_that_names_the_key_meant(
    tmp_path_factory: pytest.TempPathFactory, key: str, at: int, extra: str
) -> None:
    slip = key[: at % len(key)] + extra + key[at % len(key) :]
    assume(slip not in KEYS)
    path = write(tmp_path_factory.mktemp("settings"), f'{slip} = "x"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert repr(slip) in str(caught.value)
    assert repr(key) in str(caught.value)


def test_a_key_like_none_is_answered_with_all_of_them(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, "zzzzzz = 1\n"))
    assert all(key in str(caught.value) for key in KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_value_of_another_type_is_an_error_that_names_key_and_value(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, f"{key} = [7]\n"))
    assert repr(key) in str(caught.value)
    assert "[7]" in str(caught.value)


def test_true_is_no_number(tmp_path: Path) -> None:
    """TOML's booleans are Python's integers: they must not slip through as a size or a threshold."""
    for key in ("batch_size", "abstain_below"):
        with pytest.raises(SettingsError):
            load_settings(write(tmp_path, f"{key} = true\n"))


@given(number=st.integers(-3, 3))
def test_a_whole_number_will_do_for_a_fraction(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    path = write(tmp_path_factory.mktemp("settings"), f"abstain_below = {number}\n")
    value = load_settings(path).abstain_below
    assert value == number
    assert type(value) is float


@pytest.mark.parametrize("key", TEXTS)
def test_vietnamese_text_comes_back_as_written(tmp_path: Path, key: str) -> None:
    settings = load_settings(write(tmp_path, f'{key} = "câu hỏi: "\n'))
    assert getattr(settings, key) == "câu hỏi: "


@pytest.mark.parametrize("written", ["true", "false", '"auto"'])
def test_words_are_segmented_or_not_or_as_the_model_wants(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, f"segment_words = {written}\n")
    assert load_settings(path).segment_words == tomllib.loads(path.read_text())["segment_words"]


@pytest.mark.parametrize("written", ['"true"', "1", '"tự động"'])
def test_another_word_is_an_error_that_names_the_choices(tmp_path: Path, written: str) -> None:
    with pytest.raises(SettingsError, match="true, false, 'auto'"):
        load_settings(write(tmp_path, f"segment_words = {written}\n"))


@pytest.mark.parametrize("key", PATHS)
def test_a_relative_folder_counts_from_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Not from the folder in which a command happens to run."""
    path = write(tmp_path, f'{key} = "kho"\n')
    monkeypatch.chdir(tmp_path.parent)
    assert getattr(load_settings(path), key) == tmp_path / "kho"


@pytest.mark.parametrize("key", PATHS)
def test_an_absolute_folder_is_taken_as_it_stands(tmp_path: Path, key: str) -> None:
    path = write(tmp_path, f"{key} = '{tmp_path / 'xa'}'\n")
    assert getattr(load_settings(path), key) == tmp_path / "xa"


def test_the_store_of_the_command_line_wins(tmp_path: Path) -> None:
    path = write(tmp_path, 'store = "kho"\nbatch_size = 7\n')
    settings = load_settings(path, store=tmp_path / "khác")
    assert settings.store == tmp_path / "khác"
    assert settings.batch_size == 7


@pytest.mark.parametrize("text", ["batch_size 7\n", "model = \n", 'model = "a"\nmodel = "b"\n'])
def test_broken_toml_is_an_error_of_one_line_that_names_the_file(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(PolicyError) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_in_another_encoding_is_an_error_too(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('model = "mẫu"\n'.encode("utf-16"))
    with pytest.raises(SettingsError):
        load_settings(path)


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(AttributeError):
        Settings().model = "khác"  # type: ignore[misc]
