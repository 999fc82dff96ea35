"""Chinese: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Chinese",
    announce=(
        "最终答案", "答案是", "答案为", "答案:", "答案", "最后答案", "正确选项是",
    ),
    heading=(
        "最终答案", "答案", "结论", "总结",
    ),
    conclude=(
        "所以", "因此", "故", "于是", "得",
    ),
    retract=(
        "更正", "纠正", "我错了", "不对", "上面有误",
    ),
    hesitate=(
        "等等", "其实", "或者说",
    ),
    remark=(
        "例如", "验证", "检验",
    ),
    explain=(
        "因为", "由于",
    ),
    refuse=(
        "无法确定", "不能确定", "不知道", "无法回答", "无法求解",
    ),
    deny=(
        "不是", "不等于", "并非",
    ),
    attitude=(
        "我怀疑", "不相信", "不太可能",
    ),
    denied=(
        "不对", "是错的", "不成立",
    ),
    suppose=(
        "假设", "如果", "若", "例如", "假如",
    ),
    turn=(
        "不", "没", "无", "未", "非", "错", "是否",
    ),
    modal=(
        "可能", "也许",
    ),
    made=(
        "答案的", "比答案",
    ),
    same=(
        "值", "数值", "大小",
    ),
    condition=(
        "若", "如果",
    ),
    given=(
        "已知", "题目",
    ),
    link=(
        "是", "为", "有", "得", "于", "共", "等于",
    ),
    state=(
        "是", "为", "等于",
    ),
    case=(
        "当", "若", "对于",
    ),
    join=(
        "和", "或", "及", "与",
    ),
    either=(
        "或", "或者",
    ),
    none=(
        "无解", "不存在",
    ),
    when=(
        "当", "如果", "若", "在",
    ),
    otherwise=(
        "否则", "其他情况", "其余情况", "其它情况",
    ),
    border=(
        "相等时", "取等号时", "在临界点", "在边界上",
    ),
    always=(
        "总是", "始终", "任何情况下", "无论",
    ),
    leading=(
        "更快", "更早", "更短", "更好", "最快", "最好", "最优", "较快", "先",
    ),
    trailing=(
        "更慢", "更晚", "更长", "更差", "最慢", "最差", "较慢",
    ),
)  # fmt: skip
