"""Japanese: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Japanese",
    announce=(
        "答えは", "答え", "解答", "最終的な答え", "正解は",
    ),
    heading=(
        "答え", "解答", "結論", "まとめ", "最終的な答え",
    ),
    conclude=(
        "したがって", "よって", "ゆえに", "以上より", "だから",
    ),
    retract=(
        "間違えました", "間違いです", "訂正:", "誤りです",
    ),
    hesitate=(
        "待って", "いや、",
    ),
    remark=(
        "例えば", "検算", "確認", "注意",
    ),
    explain=(
        "なぜなら", "ので、",
    ),
    refuse=(
        "わかりません", "求められません", "決定できません", "情報が足りません",
    ),
    deny=(
        "決して", "間違って",
    ),
    attitude=(
        "とは思えない", "疑わしい",
    ),
    denied=(
        "ではない", "ではありません", "は誤り", "は不適", "は間違い",
    ),
    suppose=(
        "もし", "仮に", "例えば", "と仮定",
    ),
    turn=(
        "ない", "ません", "誤り",
    ),
    modal=(
        "かもしれ", "だろう",
    ),
    made=(
        "答えの", "解答の", "答の",
    ),
    same=(
        "値",
    ),
    condition=(
        "もし",
    ),
    given=(
        "与えられ", "問題文", "問題では",
    ),
    link=(
        "つまり", "すなわち", "合計", "全部で", "ちょうど",
    ),
    state=(
        "つまり", "すなわち",
    ),
    case=(
        "もし", "例えば",
    ),
    join=(
        "と", "または", "および", "、",
    ),
    either=(
        "または", "あるいは", "もしくは",
    ),
    none=(
        "解なし", "存在しない", "不能", "定義されない",
    ),
    when=(
        "もし", "とき", "場合", "ならば",
    ),
    otherwise=(
        "それ以外", "その他の場合", "そうでなければ",
    ),
    border=(
        "等号のとき", "境界で", "等しいとき",
    ),
    always=(
        "常に", "いつでも", "すべての場合",
    ),
    leading=(
        "速い", "早い", "短い", "良い", "勝つ",
    ),
    trailing=(
        "遅い", "長い", "悪い", "負ける",
    ),
)  # fmt: skip
