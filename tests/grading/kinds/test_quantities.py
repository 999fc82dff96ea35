"""What numbers with units, magnitudes and percent signs are worth: dropped nowhere, converted where known."""

from __future__ import annotations

import pytest

from harness import verify

SAME = r"""
7 kJ | 7000 J
7 kJ | 7,000 joules
7 kJ | 7
2 W/K | 2 J/(s K)
2 W/K | 2 J s^-1 K^-1
3.2 m/s^2 | 320 cm/s^2
3.2 m/s^2 | 3.2 metres per second squared
3.2\ \mathrm{m/s^2} | 3.2 N/kg
47 nF | 0.047 µF
2.2 kΩ | 2200 ohms
2 \mu\text{s} | 2e-6 s
3.6e-4 1/(M s) | 3.6e-4 M^-1 s^-1
2.5 kWh | 9 MJ
8.314 J/(mol K) | 8.314 J/mol·K
12\,^\circ\text{C} | 12 degrees Celsius
12\,^\circ\text{C} | 53.6 °F
300\text{ K} | 26.85 °C
6\text{ m/s} | 6 meters per second
10\text{ knots} | 5.144 m/s
60\text{ rpm} | 1 Hz
60\text{ rpm} | 2\pi rad/s
90\text{ km/h} | 25 m/s
4\text{ L} | 4000 ml
2500000 | The town spent 2.5 million.
2500000 | \boxed{2.5\text{ million}}
2.5 million | The price is 2.5 million dollars.
60 | 5 dozen
5 dozen | 60
300000 | It comes to 3 lakh.
120000 | 共有12万
0.35 | 35 pct
35\% | 35 percentage points
\frac{1}{4}\text{ percent} | 0.0025
17 | 17 kg
17 | 17 kJ
"""
DIFFERENT = r"""
6 \text{ cal} | It has 6 kcal.
2 \text{ atm} | 2 bar
4 hectares | 4 acres
280 K | 280 celsius
30 yards | 30 ounces
8 newtons | 8 henry
90 rpm | 90 ppm
7\text{ m/s} | 7 knots
7\text{ km} | 7 furlongs
12\text{ J} | 12 ergs
12\text{ Pa} | 12 torr
3\text{ L} | 3 pints
2\text{ kg} | 2 stone
3\text{ T} | 3 gauss
6\text{ W} | 6 horsepower
6\text{ eV} | 6 hartree
90\text{ g} | 90 grains
\frac{3}{\pi}\text{ Hz} | 0.955 rad/s
2.5 | It costs 2.5 million.
2.5 | \boxed{2.5\text{ million}}
3 | 3 dozen
15 | 15 dozen eggs
8 | 答案是8万
12\,^\circ\text{C} | 12 °F
\$20 | 20%
5 kJ | 5 kJ/mol
"""
OPEN = r"""
3000\text{ ml} | 3000 bananas
20 | 20%
20\% | 20
\frac{3}{\pi} | 0.955 kHz
6 | 6000 g
12\text{ K} | 12 °C
300\text{ K} | 27 °C
"""


def pairs(rows: str) -> list[tuple[str, str]]:
    """Read lines ``gold | reply``."""
    cells = [row.split(" | ") for row in rows.strip().splitlines()]
    return [(gold, reply) for gold, reply in cells]


@pytest.mark.parametrize(("gold", "reply"), pairs(SAME))
def test_the_same_quantity_said_otherwise_is_right(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "correct"


@pytest.mark.parametrize(("gold", "reply"), pairs(DIFFERENT))
def test_another_quantity_is_wrong(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "incorrect"


@pytest.mark.parametrize(("gold", "reply"), pairs(OPEN))
def test_what_the_reference_does_not_say_stays_open(gold: str, reply: str) -> None:
    assert verify(gold, reply).status == "unsupported"


def test_a_number_behind_the_percentage_settles_it() -> None:
    assert verify("20", "She spends 20% of it.\n#### 20").status == "correct"


ROUNDED = r"""
35.8 | 35.794 | correct
3.67 | 3.6667 | correct
3.67 | \frac{11}{3} | correct
0.33 | \frac13 | unsupported
326.5 | 326.53 | unsupported
326.5 | 326.57 | incorrect
33.36 | 33.4 | unsupported
33.36 | 33.5 | incorrect
1.73 | 1.732 | unsupported
1.73 | 1.7320508 | correct
1.73 | \sqrt3 | correct
9.81 | 9.83 | incorrect
3.14159265 | 3.1416 | correct
\sqrt{2} | 1.4142135623730951 | correct
\sqrt{2} | 1.41421356237310 | correct
\sqrt{2} | 1.41421356237319 | incorrect
33.36 | (3.99)^3 (1.01)^4 (1.98)^{-1} | unsupported
0.1 | 0.11 | incorrect
"""


@pytest.mark.parametrize(
    ("gold", "reply", "status"), [row.split(" | ") for row in ROUNDED.strip().splitlines()]
)
def test_of_two_decimals_the_longer_is_rounded_only_where_that_is_sure(
    gold: str, reply: str, status: str
) -> None:
    assert verify(gold, reply).status == status


OPTIONS = [
    ("326.5", "326.53", {"exact": True}, "incorrect"),
    ("326.5", "326.53", {"digits": 4}, "correct"),
    ("326.5", "326.58", {"digits": 3}, "correct"),
    ("326.5", "327.1", {"digits": 3}, "incorrect"),
    ("1.5", "1.52", {"tolerance": 0.05}, "correct"),
    ("1.5", "1.52", {"tolerance": "5%"}, "correct"),
    ("1.5", "1.6", {"tolerance": 0.05}, "incorrect"),
    ("20", "20%", {"percent": "either"}, "correct"),
    ("0.2", "20%", {"percent": "either"}, "correct"),
    ("20", "20%", {"percent": "number"}, "correct"),
    ("0.2", "20%", {"percent": "number"}, "unsupported"),
    ("20", "20%", {"percent": "fraction"}, "incorrect"),
    ("7", "7 m", {"unit": "km"}, "incorrect"),
]


@pytest.mark.parametrize(("gold", "reply", "options", "status"), OPTIONS)
def test_a_question_may_say_how_its_numbers_are_meant(
    gold: str, reply: str, options: dict[str, str | float | bool], status: str
) -> None:
    assert verify(gold, reply, options=options).status == status


BASES = [
    ("3421_5", "3421", "correct"),
    ("3421_5", "486", "unsupported"),
    ("3421_5", "486_{10}", "unsupported"),
    ("3421_5", "3412_5", "incorrect"),
    ("486", "3421_5", "correct"),
    ("3421_5", "$486_{10} = 486$. Therefore, $486_{10} = 486_5$.", "not correct"),
]


@pytest.mark.parametrize(("gold", "reply", "status"), BASES)
def test_a_number_in_another_base_is_not_what_was_asked(gold: str, reply: str, status: str) -> None:
    found = verify(gold, reply).status
    assert found == status or (status == "not correct" and found != "correct")
