"""The words by which people mark, in several languages; `harness.importing.marks` reads them."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GOOD = _words(
    "correct correctly right rightly perfect perfectly excellent good accurate accurately sound valid"
    " flawless fine great"
    " exact exactly true agree agrees agreed match matches matching complete ok okay yes yep well nice nicely"
    " convincing spotless solid clean proper impeccable"
    " richtig richtige korrekt stimmt passt einwandfrei fehlerfrei fehlerlos vollständig gut sehr-gut"
    " perfekt exakt ja"
    " tadellos genau"
    " juste correcte exacte exact parfait parfaite bien bon bonne oui vrai complet impeccable"
    " correcto correcta bien perfecto perfecta exacto exacta bueno completo sí verdadero"
    " corretto corretta giusto giusta esatto esatta perfetto bene ottimo"
    " juist goed klopt helemaal-goed верно правильно корректно"
)
BAD = _words(
    "incorrect incorrectly wrong wrongly false mistaken mistake mistakes error errors erroneous invalid"
    " flawed fails"
    " failed flaw flaws bug slip blunder untrue nonsense contradicts unsound"
    " falsch falsche inkorrekt fehler unrichtig ungültig"
    " faux fausse erreur erreurs incorrecte erroné"
    " incorrecto incorrecta erróneo errónea error errores equivocado mal falso"
    " sbagliato sbagliata errato errata errore errori scorretto"
    " fout onjuist неверно неправильно ошибка"
)
PARTIAL = _words(
    "partial partially partly mostly almost nearly incomplete largely half halfway"
    " teilweise teils fast beinahe größtenteils weitgehend unvollständig halb halbe"
    " partiel partielle partiellement presque incomplet incomplète moitié"
    " parcial parcialmente casi incompleto incompleta mitad"
    " parziale parzialmente quasi incompleto metà gedeeltelijk bijna частично"
)
HALF = _words("half halb halbe moitié mitad metà")
HALF_OF = _words("credit marks way done points")
ORDINALS = _words("first second other last one this each erste zweite première seconde primera segunda prima")
WHOLE = _words("complete vollständig complet completo")
"""What is lacking of when denied, rather than wrong."""
NO = _words("no nope nein non nee нет")
LACKING = _words(
    "missing lacks lacking omitted omits forgot forgotten neglects unjustified unproved unproven"
    " fehlt fehlen vergessen manque manquent oublié falta faltan manca mancano"
)
NEGATIONS = _words(
    "not no never none without nothing neither nor cannot free hardly"
    " nicht kein keine keinen keinerlei nichts ohne nie"
    " pas aucun aucune rien sans ne ni jamais"
    " ningún ninguna nada sin tampoco non nessun nessuna senza niente geen niet не без"
)
DEGREE = _words(
    "quite entirely fully completely wholly all altogether totally exactly really strictly absolutely always"
    " ganz völlig vollständig komplett gänzlich"
    " tout entièrement complètement tout-à-fait del todo completamente totalmente enteramente del-tutto"
    " helemaal совсем"
)
BUT = _words(
    "but however although though yet while whereas aber jedoch doch mais cependant pero aunque ma però"
    " maar но"
)
EXCEPT = re.compile(
    r"\b(?:except|apart from|aside from|up to|save for|other than|minus|bis auf|außer|abgesehen von|sauf"
    r"|hormis"
    r"|à part|excepto|salvo|menos|tranne|eccetto|a parte)\b"
)
HEDGES = _words(
    "would could might may if whether perhaps maybe unclear unsure wäre könnte vielleicht ob serait"
    " peut-être sería quizás"
)
IDEAS = _words(
    "idea ideas start attempt try direction track guess question intuition effort beginning thought"
    " idee versuch idée début essai inicio intento tentativo"
)
"""What may be good while the answer is not."""
TRUTHS = _words(
    "answer value result solution formula sign factor bound expression one antwort wert lösung ergebnis"
    " réponse valeur"
    " résultat respuesta valor resultado risposta valore risultato"
)
NO_NEGATION = frozenset(
    [("no", "doubt"), ("no", "question"), ("not", "only"), ("not", "just"), ("kein", "zweifel"), ("nicht",
    "nur"),
     ("sans", "doute"), ("aucun", "doute"), ("sin", "duda"), ("senza", "dubbio"), ("non", "seulement")]
)  # fmt: skip
"""Pairs that say no, and negate nothing."""

CHINESE: tuple[tuple[str, str], ...] = (
    ("不完全正确", "partial"),
    ("不太正确", "partial"),
    ("部分正确", "partial"),
    ("基本正确", "partial"),
    ("大致正确", "partial"),
    ("不完整", "partial"),
    ("没有错误", "correct"),
    ("没有错", "correct"),
    ("无误", "correct"),
    ("不正确", "incorrect"),
    ("不对", "incorrect"),
    ("错误", "incorrect"),
    ("错", "incorrect"),
    ("正确", "correct"),
    ("对", "correct"),
    ("満点", "correct"),
    ("正解", "correct"),
    ("部分点", "partial"),
)
"""Words of languages without spaces, the longest that could hold another first."""
