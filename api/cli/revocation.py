"""`vertebra sign-off --revoke`: takes signatures back, also while content/ or a catalog cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from api.catalogs.reader import list_locale_folders
from api.cli.arguments import take_lock
from api.cli.terminal import ask_yes, complain
from api.errors import RefusedError, UsageError
from api.ledgers.withdrawals import list_names
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.ledger import SameMeaning, Signed
from api.model.locales import SOURCE
from api.model.vetting import ROLE_NAMES
from api.project.reading import Folders, read_vouching_alone
from api.reviewers.candidates import choose_sections
from api.reviewers.signing import Signer, find_revocable, make_revocation, write_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.vetting.project import Vouching


class _Revocation(Struct, frozen=True):
    """A revocation under way: its signer, locale and folders."""

    signer: Signer
    tag: LocaleTag
    folders: Folders
    asks: bool

    def find(self, vouching: Vouching, reference: str) -> tuple[Signed, ...]:
        """Return the signatures that the signer may take back today."""
        return find_revocable(vouching, reference, self.tag, self.signer, datetime.now(UTC).date())


def revoke_signatures(options: Mapping[str, Any], folders: Folders, signer: Signer, tag: LocaleTag) -> int:
    """Take the signatures of the sections back.

    Raises:
        UsageError: there is no such locale or section.
        CatalogError: the ledger was edited or damaged.
        RefusedError: a file cannot be written.
    """
    revocation = _Revocation(signer=signer, tag=tag, folders=folders, asks=not options["yes"])
    vouching = read_vouching_alone(folders)
    references = choose_sections(_list_known(folders, vouching, tag), options["sections"], whole=options["all"])
    if options["all"] and _is_signed(vouching, DOMAIN, tag):
        # With the sections, what is said around them.
        references = tuple(dict.fromkeys((*references, DOMAIN)))
    done = [_revoke(reference, revocation, vouching) for reference in references]
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


def _is_signed(vouching: Vouching, reference: str, tag: LocaleTag) -> bool:
    return any(
        isinstance(judged.entry.record, Signed) and not judged.revoked
        for judged in vouching.judgement.records
        if (judged.entry.record.section, judged.ledger.locale) == (reference, tag)
    )


def _revoke(reference: str, revocation: _Revocation, vouching: Vouching) -> bool:
    """Take the section's signatures back; return False if they stay."""
    name = f"{reference} in {revocation.tag}"
    try:
        found = revocation.find(vouching, reference)
        for record in found:
            print(f"{name}: {ROLE_NAMES[revocation.signer.role]}, {record.reviewer}, {record.at:%Y-%m-%d}, {record.id}")
        if revocation.asks and not ask_yes("Take these signatures back? Type yes: "):
            print(f"{name}: nothing was taken back")
            return False
        with take_lock(revocation.folders.locales) as held:
            shown, found = found, revocation.find(read_vouching_alone(revocation.folders), reference)
            if revocation.asks and found != shown:
                complain(f"{name}: somebody signed or took back meanwhile, so nothing was taken back; look again")
                return False
            write_record(held, revocation.tag, make_revocation(found, revocation.signer, datetime.now(UTC)))
    except RefusedError as fault:
        complain(fault)
        return False
    print(f"{name}: {len(found)} taken back")
    if any(isinstance(record, SameMeaning) for record in found):
        print("  translations that were carried along are drafts now: have them read against the English of today")
    return True
