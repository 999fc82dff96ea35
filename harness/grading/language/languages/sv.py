"""Swedish: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import ROLES, Language

LANGUAGE = Language(
    "Swedish",
    announce=(
        "svaret är", "svaret er",
    ),
    heading=(),
    conclude=(),
    retract=(),
    hesitate=(),
    remark=(),
    explain=(),
    refuse=(),
    deny=(),
    attitude=(),
    denied=(),
    suppose=(),
    turn=(),
    modal=(),
    made=(
        "av svaret",
    ),
    same=(
        "värdet",
    ),
    condition=(),
    given=(),
    link=(
        "är", "er",
    ),
    state=(),
    case=(),
    join=(),
    either=(),
    none=(),
    when=(),
    otherwise=(),
    border=(),
    always=(),
    leading=(),
    trailing=(),
    holes=dict.fromkeys(ROLES - {"announce", "link", "made", "same"}, "no reply has shown it yet"),
)  # fmt: skip
