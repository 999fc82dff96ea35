"""Portuguese: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Portuguese",
    announce=(
        "resposta", "a resposta é", "resposta final", "a solução é", "o resultado é", "resultado final",
    ),
    heading=(
        "resposta", "resposta final", "conclusão", "resultado final",
    ),
    conclude=(
        "portanto", "logo", "por isso", "finalmente",
    ),
    retract=(
        "isso está errado", "eu errei", "me enganei", "correção:",
    ),
    hesitate=(
        "espere", "na verdade", "não,",
    ),
    remark=(
        "exemplo", "verificação", "observação",
    ),
    explain=(
        " porque ", " pois ", " já que ",
    ),
    refuse=(
        "não sei", "não é possível determinar", "não se pode determinar", "informação insuficiente",
    ),
    deny=(
        "não", "nunca",
    ),
    attitude=(
        "duvido que", "não acredito que", "é pouco provável",
    ),
    denied=(
        "é falso", "está errado", "é descartado", "não serve", "é impossível",
    ),
    suppose=(
        "suponha", "suponhamos", "supondo", "por exemplo",
    ),
    turn=(
        "não", "nunca", "jamais", "nenhum", "nenhuma", "sem", "nem", "falso", "falsa", "mito",
    ),
    modal=(
        "seria", "poderia", "talvez",
    ),
    made=(
        "da resposta", "que a resposta", "a resposta ao quadrado",
    ),
    same=(
        "valor",
    ),
    condition=(
        "se",
    ),
    given=(
        "é dado", "dado que", "o enunciado diz", "o problema diz",
    ),
    link=(
        "é", "são", "vale", "dá", "igual", "custa", "tem", "total",
    ),
    state=(
        "é", "vale", "dá",
    ),
    case=(
        "para", "quando",
    ),
    join=(
        "e", "ou",
    ),
    either=(
        "ou", "ou talvez",
    ),
    none=(
        "sem solução", "não há solução", "não existe", "indefinido",
    ),
    when=(
        "se", "quando", "para", "sempre que", "enquanto",
    ),
    otherwise=(
        "caso contrário", "senão", "nos demais casos", "nos outros casos",
    ),
    border=(
        "na igualdade", "em caso de igualdade", "no limite", "no limiar",
    ),
    always=(
        "sempre", "em todos os casos", "para todo", "em qualquer caso",
    ),
    leading=(
        "mais rápido", "mais rápida", "mais cedo", "mais curto", "melhor", "ganha", "vence",
    ),
    trailing=(
        "mais lento", "mais lenta", "mais tarde", "mais longo", "pior", "perde",
    ),
)  # fmt: skip
