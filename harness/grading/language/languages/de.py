"""German: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "German",
    announce=(
        "die antwort ist", "die lösung lautet", "antwort ist", "antwort lautet", "antwort", "lösung:",
        "endergebnis", "das ergebnis ist", "das ergebnis lautet", "ergebnis:",
    ),
    heading=(
        "antwort", "endergebnis", "ergebnis", "zusammenfassung", "fazit",
    ),
    conclude=(
        "also", "deshalb", "daher", "somit", "folglich", "insgesamt",
    ),
    retract=(
        "das ist falsch", "das war falsch", "ich habe mich geirrt", "mein fehler", "korrektur:",
    ),
    hesitate=(
        "moment", "nein,", "halt,",
    ),
    remark=(
        "beispiel", "probe:", "zur probe", "anmerkung", "bemerkung",
    ),
    explain=(
        " weil ", " denn ", ", da ",
    ),
    refuse=(
        "lässt sich nicht bestimmen", "kann nicht bestimmt werden", "ich weiß es nicht", "ich weiß nicht",
        "nicht genügend angaben",
    ),
    deny=(
        "nicht", "kein", "keine", "niemals",
    ),
    attitude=(
        "bezweifle", "glaube nicht", "kaum", "unwahrscheinlich",
    ),
    denied=(
        "ist falsch", "stimmt nicht", "ist nicht richtig", "scheidet aus", "gilt nicht",
    ),
    suppose=(
        "angenommen", "nehmen wir an", "wenn", "falls", "zum beispiel", "wäre", "probieren wir",
    ),
    turn=(
        "nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "weder", "noch", "ohne", "kaum",
        "leider", "falsch", "unklar", "irrelevant", "irrtum", "ob",
    ),
    modal=(
        "könnte", "würde", "vielleicht", "möglicherweise",
    ),
    made=(
        "der antwort", "der endantwort", "von der antwort", "als die antwort", "doppelte antwort",
    ),
    same=(
        "wert", "zahlenwert",
    ),
    condition=(
        "wenn", "falls",
    ),
    given=(
        "gegeben ist", "gegeben sei", "gesucht ist", "laut aufgabe",
    ),
    link=(
        "lautet", "ist", "sind", "beträgt", "ergibt", "genau", "insgesamt", "hat", "kostet", "braucht",
    ),
    state=(
        "ist", "lautet", "beträgt", "ergibt",
    ),
    case=(
        "für", "bei", "wenn",
    ),
    join=(
        "und", "oder",
    ),
    either=(
        "oder", "oder vielleicht",
    ),
    none=(
        "keine lösung", "unbestimmt", "nicht definiert", "unmöglich",
    ),
    when=(
        "wenn", "falls", "für", "bei", "sobald", "solange", "genau dann",
    ),
    otherwise=(
        "sonst", "andernfalls", "ansonsten", "in allen anderen fällen", "für alle anderen",
        "dazwischen", "im übrigen",
    ),
    border=(
        "bei gleichheit", "an der grenze", "im grenzfall", "am schwellenwert",
    ),
    always=(
        "immer", "stets", "in jedem fall", "für alle", "für jedes",
    ),
    leading=(
        "schneller", "früher", "kürzer", "zuerst", "besser", "am besten", "gewinnt", "am schnellsten",
    ),
    trailing=(
        "langsamer", "später", "länger", "zuletzt", "schlechter", "verliert", "am langsamsten",
    ),
)  # fmt: skip
