"""Spanish: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Spanish",
    announce=(
        "respuesta", "respuesta final es", "la respuesta es", "respuesta correcta es", "respuesta final",
        "la solución es", "el resultado es", "resultado final",
    ),
    heading=(
        "respuesta", "respuesta final", "conclusión", "resultado final",
    ),
    conclude=(
        "por lo tanto", "por tanto", "así que", "luego", "entonces", "finalmente",
    ),
    retract=(
        "es incorrecto", "me equivoqué", "eso está mal", "corrección:",
    ),
    hesitate=(
        "espera", "en realidad", "no,",
    ),
    remark=(
        "ejemplo", "comprobación", "nota:",
    ),
    explain=(
        " porque ", " ya que ", " pues ",
    ),
    refuse=(
        "no lo sé", "no se puede determinar", "no es posible determinar", "no hay suficiente información",
    ),
    deny=(
        "no es", "no son", "nunca", "no vale",
    ),
    attitude=(
        "dudo que", "no creo que", "apenas", "es poco probable",
    ),
    denied=(
        "es falso", "está mal", "queda descartado", "no sirve", "es imposible",
    ),
    suppose=(
        "supongamos", "suponiendo", "imaginemos", "por ejemplo", "probemos",
    ),
    turn=(
        "no", "nunca", "jamás", "ningún", "ninguna", "sin", "ni", "tampoco", "falso", "falsa", "mito",
    ),
    modal=(
        "sería", "podría", "quizá", "quizás",
    ),
    made=(
        "de la respuesta", "que la respuesta", "la respuesta al cuadrado",
    ),
    same=(
        "valor",
    ),
    condition=(
        "si",
    ),
    given=(
        "se da", "el enunciado dice", "el problema dice", "nos piden",
    ),
    link=(
        "es", "son", "vale", "igual", "da", "cuesta", "tiene", "total",
    ),
    state=(
        "es", "vale", "da",
    ),
    case=(
        "para", "si", "cuando",
    ),
    join=(
        "y", "o",
    ),
    either=(
        "o", "o bien", "o quizás",
    ),
    none=(
        "no hay solución", "sin solución", "no existe", "indefinido",
    ),
    when=(
        "si", "cuando", "para", "siempre que", "mientras",
    ),
    otherwise=(
        "en caso contrario", "de lo contrario", "si no", "en los demás casos", "en otro caso",
    ),
    border=(
        "en la igualdad", "en caso de igualdad", "en el límite", "en el umbral",
    ),
    always=(
        "siempre", "en todos los casos", "para todo", "en cualquier caso",
    ),
    leading=(
        "más rápido", "más rápida", "antes", "más corto", "mejor", "gana",
    ),
    trailing=(
        "más lento", "más lenta", "después", "más largo", "peor", "pierde",
    ),
)  # fmt: skip
