"""Code `units`: a unit of the English is in the translation, and the other way round.

Languages shorten units in their own letters, or write them out: those forms are the same unit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import to_ascii_digits
from api.model.findings import Code, Fault

_UNITS: Final = {
    "mmHg": r"mm ?Hg|мм рт|毫米汞柱|毫米水銀柱|수은주밀리미터",
    "µg": r"mcg|[µμ]g|mi[ck]rogra\w*|мкг|микрограмм\w*|微克|마이크로그램|ميكروغرام|ميكروجرام|माइक्रोग्राम|માઇક્રોગ્રામ|مائیکروگرام",
    "mg": r"mg|mil+i?gram\w*|мг|миллиграмм\w*|毫克|밀리그램|مل?غ|ملجم|مجم|ملي?غرام|ملي?جرام|ملی ?گرام|मि\.? ?ग्रा|मिलीग्राम|मिलिग्राम|મિ\.? ?ગ્રા|મિલિગ્રામ|મિલીગ્રામ",
    "kg": r"kgs?|(?:kilo|quilo|chilo)(?:gram\w*|s|y)?|кг|килограмм\w*|公斤|千克|킬로그램|كغ|كجم|كيلو(?:غرام|جرام)?|کلو|किलो|किग्रा|कि\.? ?ग्रा|કિલો|કિ\.? ?ગ્રા",
    "g": r"g|gra?m\w*|гр|грамм\w*|г(?!\.)|克|그램|غ|غرام|جرام|گرام|ग्राम|ગ્રામ",
    "mL": r"m[lL]|mil+i?lit\w*|мл|миллилитр\w*|毫升|밀리리터|مل|ملي?لتر|ملی ?لیٹر|मि\.? ?ली|मिलीलीटर|मिलिलीटर|મિ\.? ?લી|મિલિલીટર|મિલીલીટર",
    "dL": r"d[lL]|decil\w*|decyl\w*|дл",
    "L": r"[lL]|lit(?:er|r)\w*|л|литр\w*|升|리터|لتر|لیٹر|लीटर|લીટર|લિટર",
    "mm": r"mm|mil+i?m[eè]t\w*|мм|миллиметр\w*|毫米|公釐|밀리미터|ملم|مم|ملي?متر|ملی ?میٹر|मि\.? ?मी|मिलीमीटर|मिलिमीटर|મિ\.? ?મી|મિલીમીટર|મિલિમીટર",
    "cm": r"cm|(?:cent|sent|sant)[iy]m\w*|centym\w*|см|сантиметр\w*|厘米|公分|센티미터|سم|سنتيمتر|سینٹی میٹر|से\.? ?मी|सेंटीमीटर|સે\.? ?મી|સેન્ટિમીટર|સેન્ટીમીટર",
    "km": r"km|(?:kilo|quilô|chilo)m\w*|км|километр\w*|公里|千米|킬로미터|كم|كيلومتر|کلومیٹر|किमी|कि\.? ?मी|किलोमीटर|કિમી|કિ\.? ?મી|કિલોમીટર",
    "m": r"m|m[eèé]t(?:er|re|ro|ri|r|$)?s?\w{0,2}|м|метр\w*|米|公尺|미터|متر|أمتار|میٹر|मीटर|મીટર",
    "lb": r"lbs?|pounds?|libras?|livres?|liv|libbr[ae]|funt\w*|фунт\w*|磅|파운드|رطل|أرطال|पाउंड|પાઉન્ડ|پاؤنڈ|pao",
    "oz": r"oz|ounces?|onzas?|onces?|onças?|once|uncj\w*|унци\w*|盎司|온스|أونصة|औंस|ઔંસ|اونس",
    "ft": r"ft|feet|foot|pies?|pieds?|pés?|piedi|stóp|stop[ay]|фут\w*|英尺|英呎|呎|피트|قدم|أقدام|फ़ुट|फुट|फ़ीट|फीट|ફૂટ|ફીટ|فٹ|pye|talampakan",
    "in": r"inch(?:es)?|pulgadas?|pouces?|polegadas?|pollic\w+|cal[ei]|дюйм\w*|英寸|英吋|吋|인치|بوصة|بوصات|इंच|ઇંચ|انچ|pous",
    "%": r"[%٪％]|per ?cent\w*|por ciento|pour cent|por cento|per cento|procent\w*|процент\w*|퍼센트|في المئة|في المائة|بالمئة|بالمائة|प्रतिशत|फ़ीसदी|फीसदी|ટકા|فیصد|porsyento|pousan|phần trăm",
}
"""Each with its forms behind a digit. "In" and "m" are words too, so an inch is one only where it is written out."""

_UNIT: Final = re.compile(
    r"(?<=[0-9])(?: na)?[ \u00a0\u202f\u2009-]?(?:"
    + "|".join(f"(?P<u{place}>{forms})" for place, forms in enumerate(_UNITS.values()))
    + r")(?![A-Za-zÀ-ɏḀ-ỿа-яё\u0620-\u064a\u0671-\u06d3])"
    r"|(?P<percent>百分之)"
    r"|(?P<celsius>° ?C\b|℃|celsius|celsjusz|цельси|摄氏|攝氏|섭씨|مئوية|सेल्सियस|સેલ્સિયસ|độ C|سینٹی گریڈ|سیلسی)"
    r"|(?P<fahrenheit>° ?F\b|℉|fahrenheit|фаренгейт|华氏|華氏|화씨|فهرنهايت|फ़ारेनहाइट|फारेनहाइट|ફેરનહીટ|ફેરનહાઇટ|فارن ہائ|độ F)"
)
_DEGREE: Final = re.compile("(?i:celsius|celsjusz|цельси|fahrenheit|фаренгейт)")
_NAMES: Final = {
    **{f"u{place}": unit for place, unit in enumerate(_UNITS)},
    "percent": "%",
    "celsius": "°C",
    "fahrenheit": "°F",
}
_SIGN: Final = re.compile(r"\d|[°℃℉]")


def find_units(pair: Pair) -> Faults:
    """A fault for each unit that was invented, or one for those that were lost."""
    wanted, found = _list_units(pair.msgid), _list_units(pair.msgstr)
    extra = {unit: offset for unit, offset in found.items() if unit not in wanted}
    for unit, offset in extra.items():
        yield Fault(offset, f"the unit {unit} is not in the English; compare number and unit.")
    lost = [unit for unit in wanted if unit not in found]
    if lost and not extra:
        yield Fault(0, f"the unit {', '.join(lost)} of the English is not in the translation; restore it.")


@lru_cache(maxsize=1024)
def _list_units(text: str) -> dict[str, int]:
    """Each where it stands first, in order."""
    units: dict[str, int] = {}
    if _SIGN.search(text):
        for match in _UNIT.finditer(_DEGREE.sub(lambda name: name[0].lower(), to_ascii_digits(text))):
            group = match.lastgroup or ""
            units.setdefault(_NAMES[group], match.start(group))
    return units


RULE: Final = Rule(
    code=Code.UNITS,
    severity="warning",
    title="a unit of measurement was lost, added or changed",
    why="38 °C and 38 °F are not the same fever. If the translation converts a measure for its readers, allow the finding, and say so; "
    "the same holds for a unit in a form that this rule does not know.",
    reference="MQM, Accuracy, Mistranslation of units; The International System of Units (SI Brochure)",
    find=find_units,
    cases=(
        Case("es", "a fever over 38°C", "fiebre de más de 38 °C"),
        Case("fr", "5 ml of cement", "5\u00a0mL de ciment"),
        Case("it", "in 5 minutes", "in 5 minuti"),
        Case("zh-Hant", "5 mL of cement at 38 °C", "5毫升骨水泥，攝氏38度"),
        Case("ru", "lift less than 5 kg", "не поднимайте больше 5 кг"),
        Case("vi", "19 in your area", "19 mới ở khu vực của bạn"),
        Case("ar", "a 3 mm needle", "إبرة ٣ ملم"),
        Case("es", "a fever over 38°C", "fiebre de más de 38 °F", (20,)),
        Case("pl", "lift less than 5 kg", "nie podnosić więcej niż 5", (0,)),
        Case("pt-BR", "a 3 mm needle", "uma agulha de 3 cm", (16,)),
        Case("hi", "5 mg of medicine", "5 ग्राम दवा", (2,)),
    ),
)
