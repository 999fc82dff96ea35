"""Vietnamese: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Vietnamese",
    announce=(
        "đáp án là", "đáp án", "đáp số", "câu trả lời là", "kết quả là", "vậy đáp án là", "đáp số là",
        "kết quả cuối cùng là",
    ),
    heading=(
        "đáp án", "đáp số", "kết luận", "kết quả", "câu trả lời",
    ),
    conclude=(
        "vậy", "do đó", "suy ra", "cuối cùng",
    ),
    retract=(
        "điều này sai", "tôi đã sai", "tôi nhầm", "sửa lại",
    ),
    hesitate=(
        "khoan", "thực ra", "không,",
    ),
    remark=(
        "ví dụ", "kiểm tra", "thử lại", "lưu ý",
    ),
    explain=(
        " bởi vì ", " vì ", " do ",
    ),
    refuse=(
        "tôi không biết", "không thể xác định", "không đủ thông tin", "không xác định được",
    ),
    deny=(
        "không phải", "không bằng",
    ),
    attitude=(
        "tôi nghi ngờ", "tôi không tin", "khó có thể",
    ),
    denied=(
        "là sai", "không đúng", "bị loại", "không thể",
    ),
    suppose=(
        "giả sử", "nếu", "ví dụ", "thử với",
    ),
    turn=(
        "không", "chưa", "chẳng", "sai",
    ),
    modal=(
        "có thể", "có lẽ",
    ),
    made=(
        "của đáp án", "gấp đôi đáp án", "một nửa đáp án", "bình phương đáp án",
    ),
    same=(
        "giá trị",
    ),
    condition=(
        "nếu",
    ),
    given=(
        "đề bài cho", "theo đề bài", "đề bài yêu cầu",
    ),
    link=(
        "là", "bằng", "được", "tổng", "có",
    ),
    state=(
        "là", "bằng",
    ),
    case=(
        "khi", "nếu", "với",
    ),
    join=(
        "và", "hoặc",
    ),
    either=(
        "hoặc", "hay", "hoặc có thể",
    ),
    none=(
        "vô nghiệm", "không tồn tại", "không xác định", "không có nghiệm",
    ),
    when=(
        "nếu", "khi", "với",
    ),
    otherwise=(
        "ngược lại", "trường hợp khác", "các trường hợp còn lại", "nếu không",
    ),
    border=(
        "khi bằng nhau", "tại biên", "tại ranh giới",
    ),
    always=(
        "luôn luôn", "luôn", "mọi trường hợp", "với mọi",
    ),
    leading=(
        "nhanh hơn", "sớm hơn", "ngắn hơn", "tốt hơn", "thắng",
    ),
    trailing=(
        "chậm hơn", "muộn hơn", "dài hơn", "tệ hơn", "thua",
    ),
)  # fmt: skip
