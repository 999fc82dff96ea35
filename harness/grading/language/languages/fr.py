"""French: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "French",
    announce=(
        "réponse", "la réponse est", "réponse est", "réponse finale", "la solution est", "le résultat est",
        "résultat final",
    ),
    heading=(
        "réponse", "réponse finale", "conclusion", "résultat final",
    ),
    conclude=(
        "donc", "ainsi", "par conséquent", "finalement", "d'où",
    ),
    retract=(
        "c'est faux", "je me suis trompé", "erreur de ma part", "c'est une erreur",
    ),
    hesitate=(
        "attendez", "en fait", "non,",
    ),
    remark=(
        "exemple", "vérification", "remarque",
    ),
    explain=(
        " parce que ", " car ", " puisque ",
    ),
    refuse=(
        "je ne sais pas", "on ne peut pas déterminer", "impossible de déterminer",
        "pas assez d'informations",
    ),
    deny=(
        "n'est pas", "ne vaut pas", "jamais", "et non", "non pas",
    ),
    attitude=(
        "je doute", "ne crois pas", "à peine", "peu probable",
    ),
    denied=(
        "est faux", "est incorrect", "est exclu", "ne convient pas", "est impossible",
    ),
    suppose=(
        "supposons", "en supposant", "imaginons", "par exemple", "essayons",
    ),
    turn=(
        "ne", "n'est", "pas", "jamais", "aucun", "aucune", "sans", "ni", "malheureusement", "faux",
        "fausse", "mythe",
    ),
    modal=(
        "serait", "pourrait", "peut-être",
    ),
    made=(
        "de la réponse", "que la réponse", "la réponse au carré",
    ),
    same=(
        "valeur",
    ),
    condition=(
        "si",
    ),
    given=(
        "on donne", "il est donné", "l'énoncé dit", "on cherche",
    ),
    link=(
        "est", "sont", "vaut", "égale", "soit", "donne", "font", "fait", "coûte", "total",
    ),
    state=(
        "est", "vaut", "donne",
    ),
    case=(
        "pour", "quand", "lorsque",
    ),
    join=(
        "et", "ou",
    ),
    either=(
        "ou", "ou bien", "ou peut-être",
    ),
    none=(
        "pas de solution", "aucune solution", "non défini", "impossible",
    ),
    when=(
        "si", "quand", "lorsque", "pour", "dès que", "tant que",
    ),
    otherwise=(
        "sinon", "autrement", "dans tous les autres cas", "dans les autres cas", "entre les deux",
    ),
    border=(
        "à l'égalité", "en cas d'égalité", "à la limite", "au seuil",
    ),
    always=(
        "toujours", "dans tous les cas", "pour tout", "quel que soit",
    ),
    leading=(
        "plus rapide", "plus vite", "plus tôt", "plus court", "meilleur", "meilleure", "gagne",
        "le plus rapide",
    ),
    trailing=(
        "plus lent", "plus lente", "plus tard", "plus long", "pire", "moins bon", "perd",
    ),
)  # fmt: skip
