"""What a question asks for."""

from __future__ import annotations

import pytest

from answer.asked import AskedKind, MetaField
from answer.question import Asked, analyse
from index.types import Change, Understood


def asked(text: str, *places: str) -> Asked:
    return analyse(Understood(text, text, places=places))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tỷ lệ hộ nghèo năm 2023 là bao nhiêu?", "number"),
        ("tỷ lệ hộ nghèo huyện Lam Hồng 2023", "number"),
        ("Quy mô kinh tế xếp hạng mấy cả nước?", "rank"),
        ("Xã nào đạt nông thôn mới kiểu mẫu?", "which"),
        ("Quy hoạch tỉnh tầm nhìn đến năm nào?", "when"),
        ("Đơn vị nào theo dõi, đôn đốc thực hiện?", "who"),
        ("Kết luận số 12-KL/TU nội dung gì?", "content"),
        ("hướng nghiệp, phân luồng học sinh", "task"),
        ("Nhiệm vụ bảo vệ môi trường được nêu như thế nào?", "task"),
    ],
)
def test_the_kind_of_answer(question: str, kind: AskedKind) -> None:
    assert asked(question).kind == kind


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Ai ký Nghị quyết năm 2023?", "signer"),
        ("Số hiệu quyết định ban hành quy chế", "number"),
        ("QĐ 12/QĐ-UBND ban hành ngày nào", "issued"),
        ("Cơ quan nào ban hành Chỉ thị số 05-CT/TU?", "issuer"),
        ("Quyết định căn cứ nghị quyết nào của Hội đồng nhân dân huyện?", "basis"),
        ("Quyết định phê duyệt phí kho lạnh của huyện số", "number"),
        ("kế hoạch giám sát giảm nghèo huyện Lam Hồng 2025 số bao nhiêu", "number"),
        ("Sở nào đề nghị bãi bỏ quyết định về phí kho lạnh?", "proposer"),
    ],
)
def test_the_datum_of_a_document(question: str, field: MetaField) -> None:
    assert (asked(question).kind, asked(question).field) == ("meta", field)


@pytest.mark.parametrize(
    "question",
    [
        "Báo cáo 27-BC/TU về công tác dân số",
        "Kết luận của Tỉnh ủy về phát triển kinh tế số",
        "Quyết định hỗ trợ đồng bào dân tộc thiểu số",
        "Phiên họp về chuyển đổi số và Đề án 06/ĐA được tổ chức vào ngày nào?",
        "Hội thi theo kế hoạch 31/KH-UBND khai mạc ngày nào?",
        "Kế hoạch thu ngân sách năm 2025 là bao nhiêu?",
        "Ai đề nghị tặng thưởng cho hộ trồng rừng?",
    ],
)
def test_what_happens_and_what_is_digital_is_no_datum_of_a_document(question: str) -> None:
    assert asked(question).field is None


def test_an_organ_that_does_a_task_is_no_datum_of_a_document() -> None:
    assert asked("Cơ quan nào chủ trì thực hiện Nghị quyết năm 2023?").field is None


def test_counted_things_have_their_other_names() -> None:
    assert "doanh nghiep" in asked("Có bao nhiêu công ty đang hoạt động?").units
    assert "xa" in asked("số xã đạt chuẩn").units
    assert asked("Sản lượng đạt bao nhiêu trong năm?").units == {"amount"}  # never a share, nor years


def test_no_place_is_not_a_comparison_but_two_are() -> None:
    assert not asked("tỷ lệ che phủ rừng").compare
    assert asked("Lam Hồng với Núi Cấm, nơi nào cao hơn?", "Lam Hồng", "Núi Cấm").compare
    assert asked("số giường bệnh các tỉnh").compare


def test_provinces_without_documents_are_places_too() -> None:
    assert "Cà Mau" in asked("tỷ lệ hộ nghèo tỉnh Cà Mau").places
    assert "Cà Mau" in asked("ty le ho ngheo tinh Ca Mau").places
    assert asked("giữ vững hòa bình, ổn định").places == ()


def test_how_many_is_known_where_its_diacritics_were_restored_wrongly() -> None:
    wrong = "báo nhiều xã đạt chuẩn"
    understood = Understood("bao nhieu xa dat chuan", wrong, (Change("diacritics", "bao", "báo"),))
    assert analyse(understood).kind == "number"


def test_a_share_of_a_plan_is_no_sum_unless_one_is_asked_for() -> None:
    assert "money" not in asked("giải ngân vốn đầu tư công tỉnh An Lộc").units
    assert "money" not in asked("thu ngân sách so với dự toán được giao").units
    assert "money" in asked("giải ngân vốn đầu tư công được bao nhiêu tiền?").units
    assert "money" in asked("thu ngân sách năm 2025").units


def test_a_province_that_is_an_everyday_word_is_named_beside_another() -> None:
    assert asked("mục tiêu của hòa bình và sơn la").places == ("Sơn La", "Hòa Bình")
    assert asked("giữ gìn hòa bình và ổn định ở sơn la").places == ("Sơn La",)


def test_which_of_two_places_has_more_wants_their_figures() -> None:
    assert asked("Sơn La với An Lộc, bên nào có nhiều trạm đo mưa tự động hơn?", "An Lộc").kind == "number"
    assert asked("Việc nào cần nhiều thời gian hơn?").kind == "number"
    assert asked("Xã nào được chọn làm điểm?").kind == "which"


def test_a_deadline_to_compare_is_a_time() -> None:
    assert asked("So sánh thời hạn nộp báo cáo của Sơn La và Nghệ An").kind == "when"
