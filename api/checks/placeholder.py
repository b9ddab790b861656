"""Code `placeholder`: a translated string of ours keeps each `{placeholder}` as often as the English has it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


def find_placeholders(pair: Pair) -> Faults:
    """One fault for the first that was invented, or else one for those that were lost."""
    if pair.kind != "string":
        return
    wanted = Counter(_PLACEHOLDER.findall(pair.msgid))
    found = Counter(_PLACEHOLDER.findall(pair.msgstr))
    if wanted != found:
        extra = next(iter(found - wanted), "")
        offset = pair.msgstr.rfind(extra) if extra else 0
        yield Fault(offset, f"keep each {{placeholder}} as the English has it: {pair.msgid}")


RULE: Final = Rule(
    code=Code.PLACEHOLDER,
    severity="error",
    title="a translated interface string lost or invented a `{placeholder}`",
    why="A name in braces is replaced by a date or a name when the string is shown. Without it that fact is lost; a name that the "
    "program does not know is shown to patients as it is.",
    reference="The python-brace-format flag of GNU gettext",
    find=find_placeholders,
    cases=(
        Case("es", "By {publisher}.", "De {publisher}.", kind="string"),
        Case("ko", "Reviewed on {date}.", "{date}에 검토함.", kind="string"),
        Case("es", "A {word}.", "Una palabra.", kind="paragraph"),
        Case("es", "By {publisher}.", "De {editor}.", (3,), kind="string"),
        Case("fr", "By {publisher}.", "Par nous.", (0,), kind="string"),
        Case("it", "On {date}.", "Il {date} e il {date}.", (15,), kind="string"),
    ),
    allowable=False,
)
