"""Everyday words beside official ones, and short forms beside long: alternatives of one idea.

A citizen asks for "công ăn việc làm", the document says "việc làm". Each line is one idea; any of its
phrases in a text stands for any other. General Vietnamese administrative usage; an idea that is
missing costs recall, never truth, because an answer is always a quote.
"""

from __future__ import annotations

from functools import lru_cache

from answer.words import phrase

_IDEAS = """
bảo hiểm y tế | BHYT | thẻ BHYT | thẻ khám chữa bệnh
bảo hiểm xã hội | BHXH
bảo hiểm thất nghiệp | BHTN
đô thị hóa | dân số đô thị | dân số thành thị
hợp tác xã | HTX
hội đồng nhân dân | HĐND
ủy ban nhân dân | UBND
mặt trận tổ quốc | MTTQ
nông thôn mới | NTM
khu công nghiệp | KCN
cụm công nghiệp | CCN
cơ sở dữ liệu | CSDL | kho dữ liệu
cải cách hành chính | CCHC
ngân sách nhà nước | NSNN | ngân sách | ngân khố
tổng sản phẩm trên địa bàn | GRDP | quy mô kinh tế | quy mô nền kinh tế
tăng trưởng kinh tế | tăng trưởng GRDP | phát triển kinh tế | tăng trưởng | lớn lên
thu nhập bình quân đầu người | mỗi người dân kiếm được | mỗi người kiếm được | thu nhập đầu người
bình quân đầu người | tính trên đầu người | trên đầu người
công nghệ thông tin | CNTT
cán bộ công chức viên chức | CBCCVC
trung học cơ sở | THCS | cấp 2
trung học phổ thông | THPT | cấp 3
mẫu giáo | mầm non
hộ nghèo | nhà nghèo | gia đình nghèo | người nghèo | giảm nghèo
việc làm | công ăn việc làm | chỗ làm
lao động | người lao động | công nhân | người làm
thất nghiệp | không có việc làm | không việc làm | chưa có việc làm
qua đào tạo | được đào tạo | đã đào tạo | học nghề | có tay nghề
đi làm việc ở nước ngoài | làm việc có thời hạn ở nước ngoài | xuất khẩu lao động | làm việc nước ngoài
sau khi về nước | hồi hương | về nước | trở về
phụ nữ | chị em | nữ giới | đàn bà
trẻ em | trẻ nhỏ | con trẻ | trẻ con | thiếu nhi
sinh đẻ | sinh nở | sinh sản | sinh con
bình đẳng giới | nam nữ bình đẳng | nam nữ ngang quyền
khách du lịch | lượt khách | du khách | khách tham quan | khách
thu hút | đón | kéo
tổng thu | doanh thu | mang về | thu về | nguồn thu
thành thị | đô thị | thành phố | phố xá
nông thôn | thôn quê | làng quê | vùng quê | ở quê
chất thải rắn | rác thải rắn | rác
chất thải | rác thải | rác
rác sinh hoạt | rác nhà dân | rác thải sinh hoạt
nước sạch | nước máy | nước hợp vệ sinh
che phủ rừng | độ che phủ | rừng che phủ
thành lập mới | mới thành lập | lập mới | mở mới
doanh nghiệp | công ty | DN
thu ngân sách | tiền thu ngân sách | thu vào ngân sách
vốn đầu tư | tiền đầu tư | vốn
kim ngạch xuất nhập khẩu | xuất nhập khẩu | giá trị xuất nhập khẩu | xuất khẩu nhập khẩu | xuất, nhập khẩu
giường bệnh | giường nằm | giường
bác sĩ | bác sỹ | thầy thuốc
suy dinh dưỡng | còi cọc | thấp còi | nhẹ cân | thiếu cân
trường đạt chuẩn | trường chuẩn
kết nạp đảng viên | đảng viên mới | phát triển đảng viên | vào Đảng
xử lý kỷ luật | kỷ luật | thi hành kỷ luật
tổ chức cơ sở đảng | tổ chức đảng | chi bộ đảng bộ
tội phạm | phạm pháp | phạm tội
điều tra khám phá án | phá án | khám phá án | án được phá | phá được
tai nạn giao thông | TNGT | tai nạn đường bộ
tuyển quân | gọi nhập ngũ | nhập ngũ | nghĩa vụ quân sự | lính
sử dụng điện | dùng điện | có điện
sử dụng nước | dùng nước
gia đình văn hóa | nhà văn hóa mẫu mực
mục tiêu | đích
lấp đầy | sử dụng hết đất
diện tích gieo trồng | diện tích trồng | gieo trồng
sản lượng lúa | thóc thu hoạch | lúa thu hoạch
khiếu nại tố cáo | KNTC | khiếu nại, tố cáo | khiếu tố
tiếp công dân | tiếp dân
đơn thư | đơn, thư
nhà ở | cất nhà | xây nhà | làm nhà
lấn chiếm | lấn, chiếm | lấn ra | lấn
sông rạch | sông, kênh, rạch | kênh rạch
ngành hàng chủ lực | ngành hàng mũi nhọn | mũi nhọn | chủ lực | chủ đạo
tái cơ cấu | cơ cấu lại | sắp xếp lại
phương châm | khẩu hiệu
chịu trách nhiệm | phụ trách | có trách nhiệm
chủ trì | đầu mối | đứng đầu
theo dõi, đôn đốc | theo dõi đôn đốc | giám sát đôn đốc
xếp hạng | thứ hạng | đứng thứ | hạng
toàn quốc | cả nước | cả nước ta | trong nước
trưởng thôn | trưởng bản
thôn, bản | làng bản | xóm làng | thôn bản
tổng số | tổng cộng | tất cả
đang hoạt động | đang làm ăn | đang kinh doanh
đăng ký | ghi danh
chưa đạt | không đạt | gần đạt | hụt
vượt | cao hơn
hoàn thành sớm | về đích sớm | xong sớm | xong trước
chuyển đổi số | số hóa
dịch vụ công trực tuyến | DVCTT | làm thủ tục qua mạng
thủ tục hành chính | TTHC | giấy tờ hành chính
người có công | gia đình chính sách | thương binh liệt sĩ
bảo trợ xã hội | trợ cấp xã hội
đối tượng bảo trợ | người được trợ cấp
nhà trẻ | trẻ nhà trẻ | gửi trẻ
huy động ra lớp | ra lớp | đến lớp | đến trường | đi học
rừng | đất rừng
ô nhiễm môi trường | gây ô nhiễm
hỗ trợ | giúp | giúp đỡ | trợ giúp
mức sinh | số con
ký | đặt bút ký | ký tên | ký ban hành
văn minh đô thị | đô thị văn minh
sản phẩm OCOP | OCOP | mỗi xã một sản phẩm
phòng thủ | diễn tập phòng thủ
tín nhiệm | phiếu tín nhiệm
sơ kết | đánh giá giữa nhiệm kỳ
nâng cao | nâng | cải thiện | nâng hạng
triển khai | thực hiện | tổ chức thực hiện
đẩy nhanh | tăng tốc | thúc đẩy
"""


@lru_cache(maxsize=1)
def ideas() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Each phrase (comparable syllables) with all phrases that may stand for it, itself included."""
    table: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for line in _IDEAS.strip().splitlines():
        alternatives = [phrase(part) for part in line.split("|")]
        for one in alternatives:
            table.setdefault(one, set()).update(alternatives)
    return {one: frozenset(others) for one, others in table.items()}


@lru_cache(maxsize=1)
def longest() -> int:
    """Number of syllables of the longest phrase."""
    return max(len(one) for one in ideas())
