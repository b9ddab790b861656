"""`vertebra confirm`: a translator's "still right" for a message whose English changed."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from api.catalogs.document import FUZZY, PoEntry
from api.catalogs.reader import find_po_faults, read_po_file
from api.catalogs.writer import render_document
from api.errors import CatalogError, RefusedError, UsageError
from api.files.disk import write_file
from api.files.folders import catalog_path
from api.files.lock import HeldFolder
from api.model.catalog import BrokenCatalog
from api.model.content import Segment, Topic
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.translators.merge import DOUBTED
from api.translators.sync import list_domains


def find_segment(topics: tuple[Topic, ...], reference: str) -> tuple[str, Segment]:
    """Find the domain and segment that `topic/section#block` or `interface#key` names.

    Raises:
        UsageError: there is none.
    """
    place, _, block = reference.partition("#")
    domain, _, section = place.partition("/")
    msgctxt = block if domain == DOMAIN else f"{section}/{block}"
    domains = dict(list_domains(topics))
    for segment in domains.get(domain, ()):
        if segment.msgctxt == msgctxt:
            return domain, segment
    near = [f"{domain}/{each.msgctxt.replace('/', '#')}" for each in domains.get(domain, ()) if each.id == block]
    hint = f"; is it {' or '.join(near)}?" if near and domain != DOMAIN else ""
    message = f"there is no block {reference}; the form is TOPIC/SECTION#BLOCK, such as vertebroplasty/risks#leak{hint}"
    raise UsageError(message)


def confirm_message(held: HeldFolder, tag: LocaleTag, domain: str, segment: Segment) -> bool:
    """Remove the message's fuzzy mark and keep its words. Return False if it was not fuzzy.

    Raises:
        CatalogError: the catalog cannot be read.
        RefusedError: there are no words to confirm, or the message is not at today's English yet, or the catalog cannot be written.
    """
    path = catalog_path(held.path, tag, domain)
    found = read_po_file(path, tag)
    if isinstance(found, BrokenCatalog):
        raise CatalogError(*found.findings)
    entries = found.document.entries if found else ()
    entry = next((each for each in entries if each.msgctxt == segment.msgctxt), None)
    if found is None or entry is None or not entry.msgstr:
        message = f"{path}: {segment.msgctxt} has no words that could be confirmed; translate it"
        raise RefusedError(message)
    if entry.msgid != segment.msgid:
        message = (
            f"{path}: {segment.msgctxt} does not have today's English; run `vertebra sync {tag}`, read it, confirm"
        )
        raise RefusedError(message)
    if not entry.fuzzy:
        return False
    document = replace(found.document, entries=tuple(_clear(each) if each is entry else each for each in entries))
    write_file(held, path, found.text, render_document(document), partial(find_po_faults, path=path, locale=tag))
    return True


def _clear(entry: PoEntry) -> PoEntry:
    return replace(
        entry,
        flags=tuple(flag for flag in entry.flags if flag != FUZZY),
        previous=(),
        comments=tuple(comment for comment in entry.comments if comment != DOUBTED),
    )
