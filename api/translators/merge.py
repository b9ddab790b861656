"""Source to template and catalogs: the rules of `vertebra sync`. Pure.

Rules
1. A message is found by its msgctxt, which names one block. A translation never moves to another: nothing is ever guessed
   from similar words.
2. Where the English of a block changed, its translation stays as a hint: fuzzy, with the English that it was made for
   (`#| msgid`). A second change keeps the first English, for that is what the hint translates.
3. Fuzzy is taken off by people only, even where the English is again what it was. One of them is the clinician who vouched that
   a new English means what the old one meant: then the words that were signed for the old stay as they are, with the new msgid; but
   not where a person had marked them fuzzy before that.
4. A message whose block left the source goes to the attic with its words and comments. It comes back, as a hint, if its
   msgctxt returns.
5. What translators write is kept: words, comments, flags and header lines that we do not know. What the source says
   (`#.`, `#:`, order) is written afresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.document import FUZZY, PoDocument, PoEntry
from api.catalogs.header import find_header, render_header
from api.model.content import Segment
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.source.inline import rewrite
from api.vetting.translate import is_english_of

INTERFACE_FILE: Final = "api/model/interface.py"

_BRACES: Final = "python-brace-format"
"""The flag by which editors and msgfmt hold a translation to the English's `{placeholders}`."""

_TOPIC: Final = re.compile(r"content/([^/]+)/?")

AtticKey = tuple[str, str | None, str]
"""What the attic finds a message by: its domain, its msgctxt, and where it has none its msgid."""

DOUBTED: Final = "Was marked fuzzy before its English changed."
"""A comment by which a person's own mark is told from sync's."""

SignedWords = frozenset[tuple[str, str, str]]
"""(key, English, translation) of words that a reviewer signed, as signed wordings have them: see `PlacedText`."""


class Tally(Struct, frozen=True):
    """The number of messages that a merge changed, by kind of change."""

    new: int = 0
    changed: int = 0
    left: int = 0
    """Gone to the attic."""

    returned: int = 0
    """Back from the attic."""

    total: int = 0


class Merged(Struct, frozen=True):
    """A catalog brought up to its source, and the attic after that."""

    catalog: PoDocument
    attic: PoDocument
    tally: Tally


def make_template(segments: Iterable[Segment]) -> PoDocument:
    """The messages that every locale is asked for."""
    header = PoEntry(msgctxt=None, msgid="", msgstr=render_header(None, None))
    return PoDocument(entries=(header, *(_ask(segment) for segment in segments)))


def merge_catalog(  # noqa: PLR0913  what a catalog is made of
    segments: tuple[Segment, ...],
    catalog: PoDocument | None,
    attic: PoDocument | None,
    domain: str,
    locale: LocaleTag,
    *,
    signed: SignedWords = frozenset(),
) -> Merged:
    """The locale's catalog of the domain, as today's source asks for it. None: there is no such file yet."""
    present = {entry.msgctxt: entry for entry in _list_messages(catalog) if entry.msgctxt is not None}
    asked = {segment.msgctxt for segment in segments}
    leaving = [entry for entry in _list_messages(catalog) if entry.msgctxt not in asked]
    leaving += catalog.obsolete if catalog else ()
    kept: dict[AtticKey, PoEntry] = {}
    for entry in (*_list_messages(attic), *(attic.obsolete if attic else ())):
        kept[_key_of(entry)] = _put_over(entry, kept.get(_key_of(entry)))
    left = 0
    for entry in leaving:
        if entry.msgstr or entry.comments:
            left += 1
            stored = _store(entry, domain)
            key = _key_of(stored)
            kept[key] = _put_over(stored, kept.get(key))
    entries, counts = [], {"new": 0, "changed": 0, "returned": 0}
    for segment in segments:
        found = present.get(segment.msgctxt)
        hint = None
        if found is None or not found.msgstr:
            hint = kept.pop((domain, segment.msgctxt, ""), None) or kept.pop(("", segment.msgctxt, ""), None)
        entries.append(_carry(segment, found, hint, signed))
        counts["returned"] += hint is not None
        counts["new"] += found is None and hint is None
        counts["changed"] += found is not None and not is_english_of(segment, found.msgid)
    tally = Tally(**counts, left=left, total=len(segments))
    return Merged(
        catalog=PoDocument(entries=(_head(catalog, locale), *entries), tail=catalog.tail if catalog else ()),
        attic=_close(attic, kept, locale),
        tally=tally,
    )


def join_attics(before: PoDocument | None, after: PoDocument) -> PoDocument:
    """The attic with what it holds before and after: what is written first, so that a crash loses nothing."""
    obsolete = before.obsolete if before else ()
    kept = {_key_of(entry): entry for entry in (*obsolete, *_list_messages(before), *_list_messages(after))}
    return replace(after, entries=(*after.entries[:1], *sorted(kept.values(), key=_attic_order)))


def render_kind(segment: Segment) -> str:
    """The kind of text, as the `#.` line has it."""
    kind = {"item": "numbered item" if segment.list_kind == "ordered" else "list item"}.get(segment.kind, segment.kind)
    level = f", level {segment.depth}" if segment.depth > 1 else ""
    under = f", under {segment.parent}" if segment.parent else ""
    return kind + level + under


def list_extracted(segment: Segment) -> tuple[str, ...]:
    """The `#.` lines: the kind, then the author's note."""
    return (render_kind(segment), *((f"Note: {segment.note}",) if segment.note else ()))


def is_behind(before: PoDocument, after: PoDocument) -> bool:
    """Whether the source asks for what `before` does not know; else the two differ in layout alone.

    Layout is what tools write each in their own way: wrapping (of comments too), order, references, flags, the header.
    """
    return bool(before.obsolete) or _contents_of(before) != _contents_of(after)


def _contents_of(document: PoDocument) -> dict[tuple[str | None, str], tuple[object, ...]]:
    contents: dict[tuple[str | None, str], tuple[object, ...]] = {}
    for each in _list_messages(document):
        told = (each.msgid, each.msgstr, each.fuzzy, each.previous_msgid, " ".join(each.extracted))
        contents[each.msgctxt, "" if each.msgctxt else each.msgid] = told
    return contents


def _ask(segment: Segment) -> PoEntry:
    """The segment as a message without words."""
    return PoEntry(
        msgctxt=segment.msgctxt,
        msgid=segment.msgid,
        msgstr="",
        flags=(_BRACES,) if segment.kind == "string" and "{" in segment.msgid else (),
        extracted=list_extracted(segment),
        references=((0, segment.reference),),
    )


def _carry(segment: Segment, entry: PoEntry | None, hint: PoEntry | None, signed: SignedWords) -> PoEntry:
    """The segment's message with the words that it has, or that the attic has for it."""
    asked = _ask(segment)
    if hint is not None:
        if entry is not None:
            hint = replace(hint, comments=(*entry.comments, *hint.comments), flags=(*entry.flags, *hint.flags))
        return _word(asked, hint, hint.previous_msgid or hint.msgid, fuzzy=bool(hint.msgstr))
    if entry is None:
        return asked
    changed = not is_english_of(segment, entry.msgid)
    made_for = entry.msgid if changed else ""
    if entry.fuzzy and entry.previous_msgid:
        made_for = entry.previous_msgid
    doubted = DOUBTED in entry.comments or (entry.fuzzy and not entry.previous_msgid)
    said = rewrite(made_for)
    if said in segment.same and (segment.key, said, rewrite(entry.msgstr)) in signed and not doubted:
        return _word(asked, entry, "", fuzzy=False)
    entry = replace(entry, comments=_keep_doubt(entry, doubted=doubted and bool(made_for)))
    return _word(asked, entry, made_for, fuzzy=bool(entry.msgstr) and (entry.fuzzy or changed))


def _keep_doubt(entry: PoEntry, *, doubted: bool) -> tuple[str, ...]:
    """The comments, with the one that a person's mark was there first while there is a mark at all."""
    others = tuple(comment for comment in entry.comments if comment != DOUBTED)
    return (*others, DOUBTED) if entry.fuzzy and entry.msgstr and doubted else others


def _word(asked: PoEntry, words: PoEntry, made_for: str, *, fuzzy: bool) -> PoEntry:
    """What is asked, with the words, comments and flags of another entry. `made_for` is the English that they translate."""
    others = sorted({*words.flags, *asked.flags} - {FUZZY})
    return replace(
        asked,
        msgstr=words.msgstr,
        comments=words.comments,
        flags=(*((FUZZY,) if fuzzy else ()), *others),
        previous=(("msgid", made_for),) if fuzzy and made_for else (),
    )


def _list_messages(document: PoDocument | None) -> Iterator[PoEntry]:
    """Its entries less the header."""
    for entry in document.entries if document else ():
        if entry.msgid or entry.msgctxt is not None:
            yield entry


def _head(document: PoDocument | None, locale: LocaleTag) -> PoEntry:
    header = find_header(document) if document else None
    made = PoEntry(msgctxt=None, msgid="", msgstr=render_header(header, locale))
    if header is None:
        return made
    # polib sets an empty comment above a header that has none.
    comments = header.comments if any(header.comments) else ()
    return replace(made, comments=comments, flags=tuple(sorted(header.flags)))


def _store(entry: PoEntry, domain: str) -> PoEntry:
    """The message as the attic keeps it: its reference says which domain it was of."""
    if domain == DOMAIN:
        reference = f"{INTERFACE_FILE}#{quote(entry.msgctxt or '', safe='')}"
    else:
        section, _, block = (entry.msgctxt or "").partition("/")
        reference = f"content/{domain}/{quote(section, safe='')}.md#{quote(block, safe='')}"
    return replace(entry, extracted=(), references=((0, reference),), flags=tuple(sorted(entry.flags)))


def _put_over(newer: PoEntry, older: PoEntry | None) -> PoEntry:
    """The newer of two messages of one block, which keeps the words of the older as a comment."""
    if older is None or (older.msgid, older.msgstr) == (newer.msgid, newer.msgstr):
        return replace(newer, comments=tuple(dict.fromkeys((*(older.comments if older else ()), *newer.comments))))
    words = (f"Earlier, for {older.msgid!r}: {older.msgstr!r}",) if older.msgstr else ()
    return replace(newer, comments=tuple(dict.fromkeys((*newer.comments, *older.comments, *words))))


def _key_of(entry: PoEntry) -> AtticKey:
    domain = ""
    for _, reference in entry.references:
        topic = _TOPIC.match(reference)
        domain = DOMAIN if reference.startswith(INTERFACE_FILE) else topic[1] if topic else ""
    return domain, entry.msgctxt, "" if entry.msgctxt is not None else entry.msgid


def _close(attic: PoDocument | None, kept: dict[AtticKey, PoEntry], locale: LocaleTag) -> PoDocument:
    messages = sorted(kept.values(), key=_attic_order)
    return PoDocument(entries=(_head(attic, locale), *messages), tail=attic.tail if attic else ())


def _attic_order(entry: PoEntry) -> tuple[str, str, str, str]:
    domain, msgctxt, msgid = _key_of(entry)
    return domain, msgctxt or "", msgid, entry.msgid
