"""Two invented provinces and a district, in the outline of official papers, in a real store."""

from __future__ import annotations

LAM_HONG = """HỘI ĐỒNG NHÂN DÂN
TỈNH LAM HỒNG

Số: 15/NQ-HĐND

Lam Hồng, ngày 12 tháng 12 năm 2022

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2023

I- MỤC TIÊU

1. Một số chỉ tiêu chủ yếu năm 2023

(1) Tốc độ tăng trưởng kinh tế đạt 8,25%.

(2) Tỷ lệ dân số tham gia bảo hiểm y tế đạt trên 94,5%; tỷ lệ người tham gia bảo hiểm xã hội đạt 41%.

(3) Tỷ lệ rác thải được thu gom đạt 80,5% (thành thị 96%, nông thôn 71%).

(4) Đón 1,2 triệu lượt khách du lịch.

II- NHIỆM VỤ, GIẢI PHÁP

1. Phát triển kinh tế

Đẩy mạnh chuyển đổi số, nhất là thành phố Lam Kinh và thị xã Hồng Sơn. \
Quy hoạch tỉnh thời kỳ 2021 - 2030, tầm nhìn đến năm 2050.

Xử lý nghiêm vi phạm về khai thác cát theo Kết luận số 77-KL/TU ngày 05/4/2021 của Ban Thường vụ Tỉnh ủy.

2. Bảo vệ môi trường

Tiếp tục hưởng ứng phong trào giảm rác thải nhựa, vận động các chợ dân sinh không dùng túi ni lông.

TM. HỘI ĐỒNG NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""

NUI_CAM = """ỦY BAN NHÂN DÂN
TỈNH NÚI CẤM

CHƯƠNG TRÌNH HÀNH ĐỘNG
Thực hiện nhiệm vụ phát triển kinh tế - xã hội năm 2023 của tỉnh Núi Cấm

I- CHỈ TIÊU CHỦ YẾU NĂM 2023

- Tốc độ tăng trưởng kinh tế đạt 7,1%.
- Tỷ lệ dân cư tham gia bảo hiểm y tế đạt 92% dân số.
- Tỷ lệ che phủ rừng đạt 45,3%.
- Đón 800 nghìn lượt khách du lịch.

II- KẾT QUẢ NĂM 2022

Năm 2022, tốc độ tăng trưởng kinh tế ước đạt 6,4%; thu ngân sách đạt 5.120 tỷ đồng.
"""

CUA_RAO = """ỦY BAN NHÂN DÂN
HUYỆN CỬA RÀO

Số: 88/QĐ-UBND

Cửa Rào, ngày 10 tháng 01 năm 2023

QUYẾT ĐỊNH

Ban hành Kế hoạch phát triển kinh tế - xã hội huyện Cửa Rào năm 2023

ỦY BAN NHÂN DÂN HUYỆN CỬA RÀO

Căn cứ Nghị quyết số 31/NQ-HĐND ngày 20 tháng 12 năm 2022 của Hội đồng nhân dân huyện về kế hoạch năm 2023;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này chỉ tiêu năm 2023: tỷ lệ dân số tham gia bảo hiểm y tế đạt 90%; \
tổng diện tích gieo trồng là 4.583ha, trong đó cây lúa 3.900ha.

Điều 2. Phòng Tài chính - Kế hoạch huyện: Chịu trách nhiệm theo dõi, đôn đốc các xã triển khai Kế hoạch này.

Điều 3. Quyết định này có hiệu lực thi hành từ ngày ký.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Thị Thử
"""

PAPERS = {"cua-rao-2023": CUA_RAO, "nui-cam-2023": NUI_CAM, "lam-hong-2023": LAM_HONG}

SUOI_BAC = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI BẠC

Số: 12/CTr-UBND

Suối Bạc, ngày 08 tháng 01 năm 2024

CHƯƠNG TRÌNH
Thực hiện nhiệm vụ kinh tế - xã hội năm 2024 của huyện Suối Bạc

I- ĐÁNH GIÁ

Năm 2023 huyện thực hiện Nghị quyết Đại hội Đảng bộ huyện lần thứ XVII trong điều kiện nhiều khó khăn. \
Chuỗi giá trị cho chè, mận, gừng còn yếu; giao thông giữa các bản đi lại khó. Toàn huyện có 14 hợp tác xã \
và 3 cụm công nghiệp rộng 85ha.

II- CHỈ TIÊU NĂM 2024

- Tổng diện tích gieo trồng là 6.400ha, trong đó cây ngô 2.150ha.
- Tỷ lệ huy động trẻ đến trường: mẫu giáo từ 3 đến 5 tuổi 91%, mẫu giáo 4 tuổi 97,5%.

Bảng 1. Tỷ lệ hộ dùng nước sạch năm 2024 của huyện Suối Bạc
Chỉ tiêu | Thành thị | Nông thôn
Hộ dùng nước sạch | 93% | 61,5%

III- GIẢI PHÁP

1. Kinh tế

Tập trung vốn cho 04 trụ cột: chè, du lịch, dược liệu, thủy điện.

2. Xây dựng Đảng

Thực hiện Chỉ thị số 19-CT/TU ngày 14/3/2023 của Ban Thường vụ Tỉnh ủy về nâng chất lượng sinh hoạt chi bộ.
"""

MORE_PAPERS = {**PAPERS, "suoi-bac-2024": SUOI_BAC}
