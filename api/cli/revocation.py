"""`vertebra sign-off --revoke`: takes signatures back, also while content/ or a catalog cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from api.catalogs.reader import list_locale_folders
from api.cli.arguments import take_lock
from api.cli.terminal import ask_yes, complain
from api.errors import RefusedError, UsageError
from api.ledgers.withdrawals import list_names
from api.model.interface import DOMAIN
from api.model.ledger import SameMeaning, Signed
from api.model.locales import SOURCE
from api.model.vetting import ROLE_NAMES
from api.project.reading import read_vouching_alone
from api.reviewers.candidates import choose_sections
from api.reviewers.signing import find_revocable, make_revocation, write_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.model.identifiers import LocaleTag
    from api.project.reading import Folders
    from api.reviewers.signing import Signer
    from api.vetting.project import Vouching


def revoke_signatures(options: Mapping[str, Any], folders: Folders, signer: Signer, tag: LocaleTag) -> int:
    """Take the signatures of the sections back.

    Raises:
        UsageError: there is no such locale or section.
        CatalogError: the ledger was edited or damaged.
        RefusedError: a file cannot be written.
    """
    vouching = read_vouching_alone(folders)
    references = choose_sections(_list_known(folders, vouching, tag), options["sections"], whole=options["all"])
    around = vouching.judgement.find_records(DOMAIN, tag) if options["all"] else ()
    if any(isinstance(judged.entry.record, Signed) and not judged.revoked for judged in around):
        # With the sections, what is said around them.
        references = tuple(dict.fromkeys((*references, DOMAIN)))
    done = [_revoke(reference, tag, signer, folders, asks=not options["yes"]) for reference in references]
    return 0 if all(done) else 1


def _list_known(folders: Folders, vouching: Vouching, tag: LocaleTag) -> Mapping[str, list[str]]:
    """Map each topic to its sections, known from file names and from the ledgers."""
    tags = (SOURCE, *list_locale_folders(folders.locales)[0])
    if tag not in tags:
        message = f"there is no locale {tag}; there is {', '.join(tags)}"
        raise UsageError(message)
    signed = [judged.entry.record.section for judged in vouching.judgement.records]
    known: dict[str, list[str]] = {}
    for name in dict.fromkeys((*list_names(folders.content), *signed)):
        if name != DOMAIN:
            known.setdefault(name.partition("/")[0], []).extend([name] if "/" in name else [])
    return known


def _revoke(reference: str, tag: LocaleTag, signer: Signer, folders: Folders, *, asks: bool) -> bool:
    """Take the section's signatures back; return False if they stay."""
    name = f"{reference} in {tag}"

    def find() -> tuple[Signed, ...]:
        return find_revocable(read_vouching_alone(folders), reference, tag, signer, datetime.now(UTC).date())

    try:
        shown = find()
        for record in shown:
            print(f"{name}: {ROLE_NAMES[signer.role]}, {record.reviewer}, {record.at:%Y-%m-%d}, {record.id}")
        if asks and not ask_yes("Take these signatures back? Type yes: "):
            print(f"{name}: nothing was taken back")
            return False
        with take_lock(folders.locales) as held:
            found = find()
            if asks and found != shown:
                complain(f"{name}: somebody signed or took back meanwhile, so nothing was taken back; look again")
                return False
            write_record(held, tag, make_revocation(found, signer, datetime.now(UTC)))
    except RefusedError as fault:
        complain(fault)
        return False
    print(f"{name}: {len(found)} taken back")
    if any(isinstance(record, SameMeaning) for record in found):
        print("  translations that were carried along are drafts now: have them read against the English of today")
    return True
