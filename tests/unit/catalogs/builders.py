"""What the tests of catalogs are made of: one whole Spanish file, its one message, and ways to damage both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api.catalogs.document import PoEntry
from api.catalogs.examine import examine_catalog
from api.catalogs.lexer import read_document
from api.catalogs.reader import make_catalog
from api.errors import CatalogError
from api.files.folders import folder_of
from api.model.catalog import Catalog, Message, Span
from api.model.content import Provenance, Section, Text, Topic
from api.model.findings import has_errors
from api.model.identifiers import BlockId, LocaleTag, SectionId, TopicId
from tests.builders import header

ES, FR = LocaleTag("es"), LocaleTag("fr")
RISKS = Section(
    id=SectionId("risks"),
    topic=TopicId("spine"),
    aspect="RisksOrComplicationsHealthAspect",
    requires=(),
    heading=Text(id=BlockId("title"), source="Risks", line=1),
    blocks=(),
    segments=(),
    file="content/spine/risks.md",
)
SPINE = Topic(id=TopicId("spine"), sections=(RISKS,), provenance=Provenance("A Practice", date(2026, 1, 31)))
"""A catalog is looked for by the topic's id; what its sections say does not matter here."""

HEAD = header("es")
"""Lines 1 to 5."""

ENTRY = '\nmsgctxt "risks/leak"\nmsgid "cement"\nmsgstr "cemento"\n'
"""After the header: an empty line, then msgctxt, msgid and msgstr in lines 7, 8 and 9."""

MESSAGE = Message(
    msgctxt="risks/leak", msgid="cement", msgstr="cemento", fuzzy=False, line=9, spans=(Span(9, 9, "cemento"),)
)


def in_head(before: str, after: str) -> str:
    """The file with one change in its header."""
    assert HEAD.count(before) == 1
    return HEAD.replace(before, after) + ENTRY


def in_entry(before: str, after: str) -> str:
    """The file with one change in its message."""
    assert ENTRY.count(before) == 1
    return HEAD + ENTRY.replace(before, after)


def with_field(line: str) -> str:
    r"""The file with one more header line, written without quotes and `\n`."""
    return f'{HEAD}"{line}\\n"\n{ENTRY}'


def lay(locales: Path, locale: LocaleTag, data: bytes, domain: str = "spine") -> Path:
    """The bytes as the locale's catalog; its path is returned."""
    path = locales / folder_of(locale) / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def whole(path: Path, locale: LocaleTag) -> Catalog:
    """The undamaged file as it must be read."""
    return Catalog(file=str(path), locale=locale, messages=(MESSAGE,))


def read_entries(text: str, file: str) -> tuple[PoEntry, ...]:
    """The entries of a text that is well-formed."""
    document, findings = read_document(text, file)
    assert findings == ()
    return document.entries


def parse_catalog(data: bytes, file: str, locale: LocaleTag) -> Catalog:
    """The bytes as a catalog, or CatalogError with everything that is wrong with them."""
    document, findings = examine_catalog(data, file, locale)
    if has_errors(findings):
        raise CatalogError(*findings)
    return make_catalog(document, file, locale)
