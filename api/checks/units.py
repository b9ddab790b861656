"""Code `units`: a unit of the English is in the translation, and the other way round."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

# A unit counts behind a digit only: "in" and "m" are words too.
_UNIT: Final = re.compile(
    r"(?<=\d)[ \u00a0\u202f]?(°\s?[CF]|℃|℉|%|٪|mcg|µg|μg|mg|kg|g|mL|ml|dl|dL|l|L|mm|cm|km|m|lbs?|oz|ft|in|mmHg|kPa)(?![A-Za-z])"
)
_SAME: Final = {"℃": "°C", "℉": "°F", "ml": "mL", "dl": "dL", "l": "L", "lbs": "lb", "μg": "µg", "mcg": "µg", "٪": "%"}


def find_units(pair: Pair) -> Iterator[Fault]:
    """A fault for each unit that was invented, or one for those that were lost."""
    found = [(match.start(1), _fold(match[1])) for match in _UNIT.finditer(pair.msgstr)]
    wanted = Counter(map(_fold, _UNIT.findall(pair.msgid)))
    lost = wanted - Counter(unit for _, unit in found)
    extra = Counter(unit for _, unit in found) - wanted
    for offset, unit in found:
        if extra[unit] > 0:
            extra[unit] -= 1
            yield Fault(offset, f"the unit {unit} is not in the English; compare number and unit.")
    if lost and len(found) <= wanted.total() - lost.total():
        yield Fault(0, f"the unit {', '.join(lost)} of the English is not in the translation; restore it.")


def _fold(unit: str) -> str:
    unit = re.sub(r"\s", "", unit)
    return _SAME.get(unit, unit)


RULE: Final = Rule(
    code=Code.UNITS,
    severity="warning",
    title="a unit of measurement was lost, added or changed",
    why="38 °C and 38 °F are not the same fever. If the translation converts a measure for its readers, accept the finding, and say so; "
    "the same holds for a unit that is written as a word.",
    reference="MQM, Accuracy, Mistranslation of units; The International System of Units (SI Brochure)",
    find=find_units,
    cases=(
        Case(locale="es", msgid="a fever over 38°C", msgstr="fiebre de más de 38 °C"),
        Case(locale="fr", msgid="5 ml of cement", msgstr="5\u00a0mL de ciment"),
        Case(locale="it", msgid="in 5 minutes", msgstr="in 5 minuti"),
        Case(locale="es", msgid="a fever over 38°C", msgstr="fiebre de más de 38 °F", offsets=(20,)),
        Case(locale="pl", msgid="lift less than 5 kg", msgstr="nie podnosić więcej niż 5", offsets=(0,)),
        Case(locale="pt-BR", msgid="a 3 mm needle", msgstr="uma agulha de 3 cm", offsets=(16,)),
    ),
)
