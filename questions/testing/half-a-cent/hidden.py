"""Runs the cases against wrong versions of both functions; each should be caught."""

import re
import unittest

from sheet import PARSE_CASES, VAT_CASES


def positive(vat):
    """A vat_share that refuses negative amounts, as the right one does."""

    def checked(gross):
        if gross < 0:
            raise ValueError
        return vat(gross)

    return checked


def refusing_zero(gross):
    if gross <= 0:
        raise ValueError
    return (gross + 3) // 6


WRONG_VAT = {
    "rounds down": positive(lambda gross: gross // 6),
    "rounds up": positive(lambda gross: -(-gross // 6)),
    "rounds half down": positive(lambda gross: (gross + 2) // 6),
    "rounds half to even": positive(lambda gross: round(gross / 6)),
    "takes 20 percent of gross": positive(lambda gross: (gross * 20 + 50) // 100),
    "takes a rate of 16.67 percent": positive(lambda gross: int(gross * 0.1667 + 0.5)),
    "takes a negative amount": lambda gross: (gross + 3) // 6,
    "refuses zero": refusing_zero,
}


def by(pattern, flags=0):
    """A parse_cents that goes by another pattern; groups 1 and 2 are euros and cents."""

    def parse(text):
        match = re.search(pattern, text, flags)
        if match is None:
            raise ValueError
        return int(match[1] or 0) * 100 + int(match[2] or 0)

    return parse


def by_float(turn):
    def parse(text):
        if not re.fullmatch(r"[0-9]+(\.[0-9]{2})?", text):
            raise ValueError
        return turn(float(text))

    return parse


WRONG_PARSE = {
    "cuts a cent by way of float": by_float(lambda euros: int(euros * 100)),
    "loses the cents": by_float(lambda euros: int(euros) * 100),
    "takes 39 for cents": lambda text: by(r"\A([0-9]+)\.([0-9]{2})\Z")(text) if "." in text else int(text),
    "takes whatever float takes": lambda text: round(float(text) * 100),
    "takes one digit after the point": by(r"\A([0-9]+)(?:\.([0-9]{1,2}))?\Z"),
    "cuts a third digit": by(r"\A([0-9]+)(?:\.([0-9]{2})[0-9]*)?\Z"),
    "takes a comma": by(r"\A([0-9]+)(?:[.,]([0-9]{2}))?\Z"),
    "takes a minus": by(r"\A(-?[0-9]+)(?:\.([0-9]{2}))?\Z"),
    "takes spaces at the ends": lambda text: by(r"\A([0-9]+)(?:\.([0-9]{2}))?\Z")(text.strip(" ")),
    "takes a line end": by(r"\A([0-9]+)(?:\.([0-9]{2}))?$"),
    "takes cents without euros": by(r"\A(?=.)([0-9]*)(?:\.([0-9]{2}))?\Z"),
    "takes nothing for nothing": lambda text: 0 if text == "" else by(r"\A([0-9]+)(?:\.([0-9]{2}))?\Z")(text),
    "takes digits of other scripts": by(r"\A(\d+)(?:\.(\d{2}))?\Z"),
}


def holds(function, cases):
    for argument, expected in cases:
        try:
            result = function(argument)
        except ValueError:
            result = None
        if result != expected:
            return False
    return True


class Cases(unittest.TestCase):
    def test_every_wrong_vat_share_is_caught(self):
        through = [name for name, wrong in WRONG_VAT.items() if holds(wrong, VAT_CASES)]
        self.assertEqual(through, [], "these mistakes would have gone unnoticed")

    def test_every_wrong_parse_cents_is_caught(self):
        through = [name for name, wrong in WRONG_PARSE.items() if holds(wrong, PARSE_CASES)]
        self.assertEqual(through, [], "these mistakes would have gone unnoticed")
