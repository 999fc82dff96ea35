"""What units there are: each a factor to base units and the powers of those. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

_F = Fraction
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A factor to base units and the powers of the base units."""

    factor: Fraction = _ONE
    powers: Mapping[str, int] = field(default_factory=dict)
    angle: bool = False
    """Whether the factor stands for π/180 (degrees)."""
    prefixed: bool = False
    """Whether a prefix was said that is less common than the unit alone."""

    def times(self, other: Unit, power: int = 1) -> Unit:
        """Return the product with a power of another unit."""
        powers = dict(self.powers)
        for name, k in other.powers.items():
            powers[name] = powers.get(name, 0) + power * k
        left = {k: v for k, v in powers.items() if v}
        return Unit(self.factor * other.factor**power, left, prefixed=self.prefixed or other.prefixed)

    @property
    def kind(self) -> dict[str, int]:
        """What it measures: its powers but for radians and turns, which are numbers."""
        return {k: v for k, v in self.powers.items() if k not in ("rad", "cycle")}

    @property
    def temperature(self) -> str:
        """The scale of a temperature, "" where it is none by itself."""
        only = next(iter(self.powers), "") if len(self.powers) == 1 else ""
        return only if only in TEMPERATURES and self.powers[only] == 1 else ""


def _unit(factor: str | int, **powers: int) -> Unit:
    return Unit(_F(factor), powers)


METRIC = {
    "m": _unit(1, m=1), "g": _unit("1/1000", kg=1), "s": _unit(1, s=1), "A": _unit(1, A=1),
    "K": _unit(1, K=1), "mol": _unit(1, mol=1), "cd": _unit(1, cd=1), "N": _unit(1, kg=1, m=1, s=-2),
    "J": _unit(1, kg=1, m=2, s=-2), "W": _unit(1, kg=1, m=2, s=-3), "Pa": _unit(1, kg=1, m=-1, s=-2),
    "Hz": _unit(1, s=-1, cycle=1), "C": _unit(1, A=1, s=1), "V": _unit(1, kg=1, m=2, s=-3, A=-1),
    "F": _unit(1, kg=-1, m=-2, s=4, A=2), "T": _unit(1, kg=1, s=-2, A=-1),
    "H": _unit(1, kg=1, m=2, s=-2, A=-2), "L": _unit("1/1000", m=3), "l": _unit("1/1000", m=3),
    "eV": _unit("1.602176634e-19", kg=1, m=2, s=-2), "cal": _unit("4.184", kg=1, m=2, s=-2),
    "bit": _unit(1, bit=1), "b": _unit(1, bit=1), "B": _unit(8, bit=1),
    "Omega": _unit(1, kg=1, m=2, s=-3, A=-2), "rad": _unit(1, rad=1), "Wb": _unit(1, kg=1, m=2, s=-2, A=-1),
    "FLOPS": _unit(1, flop=1, s=-1), "FLOP": _unit(1, flop=1), "FLOPs": _unit(1, flop=1),
    "t": _unit(1000, kg=1), "M": _unit(1000, mol=1, m=-3), "S": _unit(1, kg=-1, m=-2, s=3, A=2),
    "lm": _unit(1, cd=1), "lx": _unit(1, cd=1, m=-2), "Bq": _unit(1, s=-1, decay=1),
    "Gy": _unit(1, m=2, s=-2),
    "Sv": _unit(1, m=2, s=-2, dose=1), "kat": _unit(1, mol=1, s=-1), "Wh": _unit(3600, kg=1, m=2, s=-2),
    "Ah": _unit(3600, A=1, s=1), "pc": _unit("3.0856775814913673e16", m=1),
    "dyn": _unit("1e-5", kg=1, m=1, s=-2),
    "erg": _unit("1e-7", kg=1, m=2, s=-2), "Da": _unit("1.66053906660e-27", kg=1),
    "torr": _unit("101325/760", kg=1, m=-1, s=-2), "bar": _unit(100000, kg=1, m=-1, s=-2),
    "P": _unit("1/10", kg=1, m=-1, s=-1), "ohm": _unit(1, kg=1, m=2, s=-3, A=-2),
    "hertz": _unit(1, s=-1, cycle=1),
}  # fmt: skip
PREFIXES = {
    "Y": _F(10) ** 24, "Z": _F(10) ** 21, "E": _F(10) ** 18, "P": _F(10) ** 15, "T": _F(10) ** 12,
    "G": _F(10) ** 9, "M": _F(10) ** 6, "k": _F(10) ** 3, "K": _F(10) ** 3, "h": _F(100), "da": _F(10),
    "d": _F(1, 10), "c": _F(1, 100), "m": _F(1, 1000), "mu": _F(1, 10**6), "u": _F(1, 10**6),
    "n": _F(1, 10**9), "p": _F(1, 10**12), "f": _F(1, 10**15),
    "a": _F(1, 10**18), "Ki": _F(2**10), "Mi": _F(2**20),
    "Gi": _F(2**30), "Ti": _F(2**40),
}  # fmt: skip
PREFIX_WORDS = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "centi": "c", "milli": "m", "micro": "mu",
    "nano": "n", "pico": "p", "deci": "d", "hecto": "h",
}  # fmt: skip
WORDS = {
    "meter": "m", "metre": "m", "gram": "g", "gramme": "g", "second": "s", "sec": "s", "newton": "N",
    "joule": "J", "watt": "W", "pascal": "Pa", "hertz": "Hz", "coulomb": "C", "volt": "V", "farad": "F",
    "tesla": "T", "henry": "H", "liter": "L", "litre": "L", "ampere": "A", "amp": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "ohm": "Omega", "calorie": "cal", "byte": "B", "radian": "rad",
    "electronvolt": "eV", "bits": "bit", "tonne": "t", "siemens": "S", "lumen": "lm", "lux": "lx",
    "becquerel": "Bq", "sievert": "Sv", "katal": "kat", "parsec": "pc", "dyne": "dyn", "dalton": "Da",
    "poise": "P",
    "weber": "Wb", "molar": "M", "metric ton": "t", "torr": "torr", "bar": "bar", "erg": "erg",
    "flop": "FLOP",
}  # fmt: skip
OTHERS = {
    "min": _unit(60, s=1), "minute": _unit(60, s=1), "mins": _unit(60, s=1), "h": _unit(3600, s=1),
    "hr": _unit(3600, s=1), "hour": _unit(3600, s=1), "day": _unit(86400, s=1), "week": _unit(604800, s=1),
    "month": _unit(1, month=1), "year": _unit(12, month=1), "yr": _unit(12, month=1),
    "inch": _unit("0.0254", m=1), "in": _unit("0.0254", m=1),
    "inches": _unit("0.0254", m=1), "foot": _unit("0.3048", m=1),
    "feet": _unit("0.3048", m=1), "ft": _unit("0.3048", m=1), "yard": _unit("0.9144", m=1),
    "yd": _unit("0.9144", m=1), "mile": _unit("1609.344", m=1), "mi": _unit("1609.344", m=1),
    "lb": _unit("0.45359237", kg=1), "pound": _unit("0.45359237", kg=1),
    "lbs": _unit("0.45359237", kg=1),
    "oz": _unit("0.028349523125", kg=1), "ounce": _unit("0.028349523125", kg=1),
    "gallon": _unit("0.003785411784", m=3), "mph": _unit("0.44704", m=1, s=-1),
    "kph": _unit("5/18", m=1, s=-1), "dollar": _unit(1, dollar=1), "USD": _unit(1, dollar=1),
    "usd": _unit(1, dollar=1), "cent": _unit("1/100", dollar=1), "euro": _unit(1, euro=1),
    "EUR": _unit(1, euro=1), "gbp": _unit(1, sterling=1), "GBP": _unit(1, sterling=1),
    "yen": _unit(1, yen=1), "atm": _unit(101325, kg=1, m=-1, s=-2), 
    "hectare": _unit(10000, m=2), "ha": _unit(10000, m=2), "celsius": _unit(1, celsius=1),
    "fahrenheit": _unit(1, fahrenheit=1), "degC": _unit(1, celsius=1), "degF": _unit(1, fahrenheit=1),
    "deg": Unit(angle=True), "degree": Unit(angle=True), "token": _unit(1, token=1),
    "rpm": _unit("1/60", s=-1, cycle=1), "ppm": Unit(_F(1, 10**6)),
    "ppb": Unit(_F(1, 10**9)), "unit": Unit(), "decade": _unit(120, month=1),
    "century": _unit(1200, month=1), "fortnight": _unit(1209600, s=1), "ms": _unit("1/1000", s=1),
    "acre": _unit("4046.8564224", m=2), "furlong": _unit("201.168", m=1), "fathom": _unit("1.8288", m=1),
    "league": _unit("4828.032", m=1), "nmi": _unit(1852, m=1), "nautical mile": _unit(1852, m=1),
    "nauticalmile": _unit(1852, m=1), "knot": _unit("1852/3600", m=1, s=-1),
    "kn": _unit("1852/3600", m=1, s=-1),
    "ly": _unit("9460730472580800", m=1), "lightyear": _unit("9460730472580800", m=1),
    "AU": _unit("149597870700", m=1), "kilohm": _unit(1000, kg=1, m=2, s=-3, A=-2),
    "megohm": _unit(10**6, kg=1, m=2, s=-3, A=-2),
    "angstrom": _unit("1e-10", m=1), "micron": _unit("1e-6", m=1),
    "stone": _unit("6.35029318", kg=1), "grain": _unit("0.00006479891", kg=1),
    "carat": _unit("0.0002", kg=1),
    "ton": _unit(1, ton=1), "slug": _unit("14.593902937", kg=1), "amu": _unit("1.66053906660e-27", kg=1),
    "pint": _unit("0.000473176473", m=3), "pt": _unit("0.000473176473", m=3),
    "quart": _unit("0.000946352946", m=3), "qt": _unit("0.000946352946", m=3),
    "cup": _unit("0.0002365882365", m=3), "tablespoon": _unit("0.00001478676478125", m=3),
    "teaspoon": _unit("0.00000492892159375", m=3), "gal": _unit("0.003785411784", m=3),
    "barrel": _unit(1, barrel=1), "bushel": _unit("0.03523907016688", m=3),
    "psi": _unit("6894.757293168", kg=1, m=-1, s=-2), "mmHg": _unit("133.322387415", kg=1, m=-1, s=-2),
    "lbf": _unit("4.4482216152605", kg=1, m=1, s=-2), "kgf": _unit("9.80665", kg=1, m=1, s=-2),
    "hp": _unit("745.69987158227022", kg=1, m=2, s=-3),
    "horsepower": _unit("745.69987158227022", kg=1, m=2, s=-3),
    "hartree": _unit("4.3597447222071e-18", kg=1, m=2, s=-2),
    "rydberg": _unit("2.1798723611035e-18", kg=1, m=2, s=-2),
    "btu": _unit("1055.05585262", kg=1, m=2, s=-2), "therm": _unit("105505585.262", kg=1, m=2, s=-2),
    "gauss": _unit("1e-4", kg=1, s=-2, A=-1), "oersted": _unit(1, oersted=1), "debye": _unit(1, debye=1),
    "rev": _unit(1, cycle=1), "revolution": _unit(1, cycle=1), "cycle": _unit(1, cycle=1),
    "turn": _unit(1, cycle=1),
    "rps": _unit(1, s=-1, cycle=1), "dB": _unit(1, decibel=1), "decibel": _unit(1, decibel=1),
    "fps": _unit("0.3048", m=1, s=-1), "rupee": _unit(1, rupee=1), "peso": _unit(1, peso=1),
    "yuan": _unit(1, yuan=1),
    "franc": _unit(1, franc=1), "lira": _unit(1, lira=1), "rouble": _unit(1, rouble=1),
    "ruble": _unit(1, rouble=1),
    "dime": _unit("1/10", dollar=1), "nickel": _unit("1/20", dollar=1), "pence": _unit("1/100", sterling=1),
}  # fmt: skip
TEMPERATURES = {
    "K": (_F(1), _F(0)),
    "celsius": (_F(1), _F("273.15")),
    "fahrenheit": (_F(5, 9), _F("459.67") * _F(5, 9)),
}
"""Scale of a temperature → the size of its degree in kelvins, and its zero."""
CUSTOMARY = frozenset("km cm mm kg mg mL ml kL dL cL kcal kB KB MB GB TB Mb Gb Kb kWh".split())  # noqa: SIM905
"""Units with a prefix that are as common as those without: a number asked without a unit may be in them."""
