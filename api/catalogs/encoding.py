"""A catalog's bytes to text, strictly: plain UTF-8, and nothing that no editor writes on purpose.

A byte order mark before it all is what Windows' editors write, and says no more than that the text is UTF-8: it is passed over.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from api.errors import CatalogError
from api.model.findings import Code, Finding

MAX_BYTES: Final = 4_000_000
"""A catalog is read into memory whole; ours are under 100 kB."""

MAX_LINE: Final = 20_000
"""Characters in a line. A segment is a paragraph at most."""

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def decode_catalog(data: bytes, file: str) -> str:
    """Decode the file. A caller need not read more than `MAX_BYTES` and one more: such a file is refused.

    Raises:
        CatalogError: it is not UTF-8, or too large, or holds what no editor writes on purpose.
    """

    def refuse(line: int, column: int, message: str) -> NoReturn:
        raise CatalogError(Finding(file, line, column, "error", Code.PO_ENCODING, message))

    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(1, 1, "the file is UTF-16; save it as UTF-8")
    data = data.removeprefix(BYTE_ORDER_MARK)
    for number, raw in enumerate(data.split(b"\n"), 1):
        if len(raw) > MAX_LINE and len(raw.decode("utf-8", "replace")) > MAX_LINE:
            refuse(number, MAX_LINE, f"the line is longer than {MAX_LINE:,} characters, which no text of ours is")
    if len(data) > MAX_BYTES:
        line, column = data.count(b"\n", 0, MAX_BYTES) + 1, MAX_BYTES - data.rfind(b"\n", 0, MAX_BYTES)
        refuse(line, column, f"the file is too large; a catalog has at most {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        refuse(before.count(b"\n") + 1, column, "this byte is not UTF-8; save the file as UTF-8")
    for number, row in enumerate(text.split("\n"), 1):
        if control := _CONTROL.search(row.removesuffix("\r")):
            refuse(
                number,
                control.start() + 1,
                f"the control character U+{ord(control.group()):04X} has no place in text; delete it",
            )
    return text
