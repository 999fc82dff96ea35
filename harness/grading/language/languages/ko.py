"""Korean: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Korean",
    announce=(
        "답은", "정답", "답:", "최종 답", "정답은", "최종 답은",
    ),
    heading=(
        "정답", "답", "결론", "최종 답", "요약",
    ),
    conclude=(
        "따라서", "그러므로", "그래서", "결국",
    ),
    retract=(
        "틀렸습니다", "실수했습니다", "정정:", "잘못되었습니다",
    ),
    hesitate=(
        "잠깐", "아니,", "사실",
    ),
    remark=(
        "예를 들어", "검산", "확인", "참고",
    ),
    explain=(
        "왜냐하면", "때문에",
    ),
    refuse=(
        "알 수 없습니다", "모르겠습니다", "결정할 수 없습니다", "정보가 부족합니다",
    ),
    deny=(
        "결코", "절대",
    ),
    attitude=(
        "의심스럽", "믿기 어렵",
    ),
    denied=(
        "이 아니다", "이 아닙니다", "가 아니다", "가 아닙니다", "은 틀렸", "는 틀렸",
    ),
    suppose=(
        "만약", "만일", "가정하면", "가정하자", "예를 들어",
    ),
    turn=(
        "않", "아니", "없", "못", "거짓",
    ),
    modal=(
        "수도", "아마",
    ),
    made=(
        "정답의", "답의", "정답보다",
    ),
    same=(
        "값",
    ),
    condition=(
        "만약", "만일",
    ),
    given=(
        "주어진", "문제에서", "문제는",
    ),
    link=(
        "즉", "총", "모두", "합계", "정확히",
    ),
    state=(
        "즉", "바로",
    ),
    case=(
        "만약", "만일",
    ),
    join=(
        "과", "와", "또는", "및", "그리고",
    ),
    either=(
        "또는", "혹은", "아니면",
    ),
    none=(
        "해가 없다", "해가 없습니다", "존재하지 않는다", "존재하지 않습니다", "불가능",
    ),
)  # fmt: skip
