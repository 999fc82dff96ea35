"""Italian: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "Italian",
    announce=(
        "la risposta è", "risposta", "risposta finale", "la soluzione è", "il risultato è",
        "risultato finale",
    ),
    heading=(
        "risposta", "risposta finale", "conclusione", "risultato finale",
    ),
    conclude=(
        "quindi", "dunque", "pertanto", "perciò", "infine",
    ),
    retract=(
        "è sbagliato", "ho sbagliato", "mi sono sbagliato", "correzione:",
    ),
    hesitate=(
        "aspetta", "in realtà", "no,",
    ),
    remark=(
        "esempio", "verifica", "nota:",
    ),
    explain=(
        " perché ", " poiché ",
    ),
    refuse=(
        "non lo so", "non si può determinare", "non è possibile determinare", "informazioni insufficienti",
    ),
    deny=(
        "non è", "non sono", "mai", "non vale",
    ),
    attitude=(
        "dubito che", "non credo che", "è improbabile",
    ),
    denied=(
        "è falso", "è errato", "è escluso", "non va bene", "è impossibile",
    ),
    suppose=(
        "supponiamo", "supponendo", "immaginiamo", "per esempio", "ad esempio",
    ),
    turn=(
        "non", "né", "mai", "nessun", "nessuna", "senza", "neppure", "falso", "falsa", "mito",
    ),
    modal=(
        "sarebbe", "potrebbe", "forse",
    ),
    made=(
        "della risposta", "la risposta al quadrato",
    ),
    same=(
        "valore",
    ),
    condition=(
        "se",
    ),
    given=(
        "è dato", "si sa che", "il testo dice", "il problema dice",
    ),
    link=(
        "è", "sono", "vale", "fa", "uguale", "costa", "ha", "totale",
    ),
    state=(
        "è", "vale", "fa",
    ),
    case=(
        "per", "quando",
    ),
    join=(
        "e", "o", "oppure",
    ),
    either=(
        "o", "oppure", "o forse",
    ),
    none=(
        "nessuna soluzione", "non esiste", "non definito", "impossibile",
    ),
    when=(
        "se", "quando", "per", "purché", "finché",
    ),
    otherwise=(
        "altrimenti", "in caso contrario", "in tutti gli altri casi", "negli altri casi",
    ),
    border=(
        "all'uguaglianza", "in caso di uguaglianza", "al limite", "alla soglia",
    ),
    always=(
        "sempre", "in tutti i casi", "per ogni", "in ogni caso",
    ),
    leading=(
        "più veloce", "più rapido", "prima", "più breve", "migliore", "meglio", "vince",
    ),
    trailing=(
        "più lento", "più lenta", "dopo", "più lungo", "peggiore", "peggio", "perde",
    ),
)  # fmt: skip
