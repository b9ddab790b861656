"""`vertebra impact`: what the edit in the working tree comes to, before anybody commits it."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from api.cli.arguments import add_folders, add_format
from api.cli.chosen import choose_locales
from api.cli.sheet import render_word_changes
from api.cli.terminal import Paint, tabulate
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.vetting import POLICIES, ROLE_NAMES, Policy, State
from api.project.history import read_last_commit, read_past
from api.project.reading import read_project
from api.project.settings import resolve_folders
from api.reviewers.audit import Standing
from api.reviewers.impact import compare_projects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from api.cli.arguments import Commands
    from api.model.identifiers import LocaleTag
    from api.release.difference import Outcome, ShownChange
    from api.reviewers.impact import BlockChange, Impact, LocaleChange, SectionChange, SignatureChange

_KINDS: Final = {"came": "green", "went": "red", "changed": "yellow", "moved": "yellow"}
_SERVED: Final = {Policy.SIGNED: "where only signed text is served", Policy.DRAFTS: "where drafts are served too"}
_BECOMES: Final[dict[Standing | None, str]] = {
    Standing.LAPSED: "it is for other words",
    Standing.WAITS: "the signature that has to be beside it is gone",
    Standing.REVOKED: "it was taken back",
    Standing.REFUSED: "it does not count any more; `vertebra verify` says why",
    None: "its record is gone from the ledger",
}
"""Why a signature lapses."""


def add_impact(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "impact",
        help="see what an edit comes to, before it is committed",
        description="Compare content/ and locales/ with the last commit: what changed word by word, which translations fall out, "
        "which signatures lapse, how much there is to translate, and what partners show meanwhile. Writes nothing.",
    )
    parser.add_argument("section", nargs="?", metavar="TOPIC/SECTION", help="or interface (default: all)")
    parser.add_argument(
        "--against", metavar="DIR", help="instead of the last commit: a folder with an older content/ and locales/"
    )
    add_format(parser, "text", "json")
    add_folders(parser)
    parser.set_defaults(run=impact)


def impact(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print what the edit comes to."""
    folders, now = resolve_folders(options, environment), datetime.now(UTC)
    after = read_project(folders, now)
    choose_locales(folders.locales, ())
    against = options["against"]
    before = read_last_commit(folders, now) if against is None else read_past(against, now)
    found = compare_projects(before, after, options["section"])
    if options["format"] == "json":
        print(encode_impact(found))
        return 0
    past = "the last commit" if against is None else against
    print("\n".join(tell_impact(found, past, options["section"], Paint.of(sys.stdout))), flush=True)
    for hint in list_hints(found):
        print(hint, file=sys.stderr)
    return 0


def tell_impact(found: Impact, past: str, meant: str | None, paint: Paint) -> list[str]:
    """What becomes of each section; then what it comes to in all, and for patients."""
    lines: list[str] = []
    told = [section for section in found.sections if section.own]
    for section in told:
        lines += [*_tell_section(section, found, paint), ""]
    around = [section for section in found.sections if not section.own]
    if around:
        lines += [*_tell_around(around, found, paint), ""]
    lines.append(_sum_up(found, len(told), past, meant))
    reads = "a patient reads" + {None: "", DOMAIN: " around the text"}.get(meant, f" of {meant}")
    changed = {policy: found.list_changed(policy) for policy in POLICIES}
    if not any(changed.values()):
        return [*lines, paint(f"Nothing that {reads} changes.", "green")]
    for policy, tags in changed.items():
        where = f"in {_name_locales(tags, found)}" if tags else "nowhere"
        lines.append(f"What {reads} changes, {_SERVED[policy]}: {where}.")
    return lines


def _sum_up(found: Impact, sections: int, past: str, meant: str | None) -> str:
    if not found.sections:
        return f"{f'{meant}: no' if meant else 'No'} word, state or signature is other than in {past}."
    counts = (
        f"{_count(sections, 'section')} changed",
        f"{_count(found.fallen, 'translation')} {'falls' if found.fallen == 1 else 'fall'} out",
        f"{_count(found.lapsing, 'signature')} {'lapses' if found.lapsing == 1 else 'lapse'}",
        f"{_count(found.words, 'word')} to translate",
    )
    return f"Against {past}: {', '.join(counts)}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def list_hints(found: Impact) -> list[str]:
    """What to do about it, where there is something short of the usual way."""
    hints = []
    slight = [section.reference for section in found.sections if section.slight]
    if slight:
        hints.append(
            "If the English means what it meant, a clinical reviewer can vouch for that, and what was signed for it stays signed:\n"
            f"  vertebra sign-off {' '.join(slight)} --locale {SOURCE} --role clinical --reviewer ID --same-meaning"
        )
    if any(each.after is State.FAILED_CHECK and each.before != each.after for each in found.changes):
        hints.append("`vertebra check` says what failed, and where.")
    return hints


def _tell_section(section: SectionChange, found: Impact, paint: Paint) -> Iterator[str]:
    yield paint(section.reference, "bold")
    if section.blocks:
        yield from _under("English", _tell_blocks(section.blocks, paint), paint)
    for change in section.locales:
        if change.blocks:
            yield from _under(f"Translation, {change.locale}", _tell_blocks(change.blocks, paint), paint)
    changes = section.locales
    states = [
        (each.locale, f"{each.before or 'not there'} -> {each.after or 'gone'}")
        for each in changes
        if each.before != each.after
    ]
    yield from _under("State", _group(states, found), paint)
    yield from _under("To translate", _tell_words(changes, found), paint)
    yield from _under("Signatures that lapse", _tell_signatures(changes, lapse=True), paint, "red")
    yield from _under("Signatures that count from now on", _tell_signatures(changes, lapse=False), paint, "green")
    for policy in POLICIES:
        shown = [
            (each.locale, _tell_meanwhile(part, each.locale))
            for each in changes
            for under, part in each.meanwhile
            if under == policy and (part.changes or part.before != part.after)
        ]
        yield from _under(f"Partners show, {_SERVED[policy]}", _group(shown, found), paint)


def _under(head: str, lines: Iterable[str], paint: Paint, style: str = "") -> Iterator[str]:
    """The lines under a head; nothing where there are none."""
    listed = list(lines)
    if listed:
        yield paint(f"  {head}", "dim")
        yield from (paint(f"    {line}", style) for line in listed)


def _tell_blocks(blocks: tuple[BlockChange, ...], paint: Paint) -> Iterator[str]:
    names = tabulate([(each.block, each.kind) for each in blocks])
    width = max(map(len, names))
    for each, name in zip(blocks, names, strict=True):
        words = render_word_changes(each.before or "", each.after or "", paint)
        also = "  (and moved)" if each.moved and each.kind == "changed" else ""
        yield f"{paint(name.ljust(width), _KINDS[each.kind])}  {words}{also}"


def _tell_words(changes: tuple[LocaleChange, ...], found: Impact) -> list[str]:
    counts = Counter(each.words for each in changes)
    pairs = [
        (each.locale, f"{_count(each.words, 'word')}{' each' if counts[each.words] > 1 else ''}")
        for each in changes
        if each.words
    ]
    lines = _group(pairs, found)
    return [*lines, f"{_count(sum(each.words for each in changes), 'word')} in all"] if len(pairs) > 1 else lines


def _tell_signatures(changes: tuple[LocaleChange, ...], *, lapse: bool) -> list[str]:
    rows = [
        (
            each.locale,
            _name_role(signature),
            signature.who,
            signature.day.isoformat(),
            _tell_lapse(each, signature) if lapse else "",
        )
        for each in changes
        for signature in each.signatures
        if signature.lapses is lapse
    ]
    return tabulate(rows) if rows else []


def _tell_lapse(change: LocaleChange, signature: SignatureChange) -> str:
    if change.after is None:
        return "there is no such section any more"
    return "its words cannot be read: the catalog is damaged" if change.broken else _BECOMES[signature.after]


def _name_role(signature: SignatureChange) -> str:
    return f"{ROLE_NAMES[signature.role]}{', same meaning' if signature.same_meaning else ''}"


def _tell_meanwhile(part: ShownChange, tag: LocaleTag) -> str:
    before, after = _tell_outcome(part.before, tag), _tell_outcome(part.after, tag)
    told = after if before == after else f"{before} -> {after}"
    if part.text and part.before.shown == part.after.shown:
        return f"{told}, in other words"
    return f"{told}, with other {_name_parts(part)}" if before == after else told


def _name_parts(part: ShownChange) -> str:
    """What changes around a text."""
    return ", ".join(name.replace("_", " ") for name in part.around)


def _tell_outcome(outcome: Outcome, tag: LocaleTag) -> str:
    shown = {
        "own": "served" if tag == SOURCE else "its own words",
        "stand-in": f"English stand-in ({outcome.reason})",
        "withheld": f"withheld ({outcome.reason})",
        "absent": "nothing",
    }[outcome.shown]
    return f"{shown}, marked as a draft" if outcome.draft else shown


def _tell_around(sections: list[SectionChange], found: Impact, paint: Paint) -> Iterator[str]:
    """Where a text stays, and what a patient reads beside it does not."""
    yield paint("Around texts that stay", "bold")
    for policy in POLICIES:
        pairs = [
            (each.locale, f"{section.reference}: {_name_parts(part)}")
            for section in sections
            for each in section.locales
            for under, part in each.meanwhile
            if part.changes and under == policy
        ]
        yield from _under(_SERVED[policy].capitalize(), _group(pairs, found), paint)


def _group(pairs: Iterable[tuple[LocaleTag, str]], found: Impact) -> list[str]:
    """What is told of locales, once for all of which the same is told."""
    groups: dict[str, list[LocaleTag]] = {}
    for tag, told in pairs:
        groups.setdefault(told, []).append(tag)
    rows = [(told, _name_locales(tags, found)) for told, tags in groups.items()]
    return tabulate(rows) if rows else []


def _name_locales(tags: Iterable[LocaleTag], found: Impact) -> str:
    """The locales' tags; one word for all translations."""
    listed = list(tags)
    translations = [tag for tag in listed if tag != SOURCE]
    if len(translations) > 1 and set(translations) == set(found.translations):
        return f"{'en and ' if SOURCE in listed else ''}all {len(translations)} translations"
    return ", ".join(listed)


def encode_impact(found: Impact) -> str:
    """The impact as JSON."""
    told = {
        "fall_out": found.fallen,
        "lapse": found.lapsing,
        "words": found.words,
        "patients_read_otherwise": {str(policy): found.list_changed(policy) for policy in POLICIES},
        "sections": [
            {
                "section": section.reference,
                "same_meaning_possible": section.slight,
                "blocks": _list_blocks(section.blocks),
                "locales": [_describe(each) for each in section.locales],
            }
            for section in found.sections
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


def _list_blocks(blocks: tuple[BlockChange, ...]) -> list[dict[str, Any]]:
    return [
        {"block": each.block, "change": each.kind, "moved": each.moved, "before": each.before, "after": each.after}
        for each in blocks
    ]


def _describe(change: LocaleChange) -> dict[str, Any]:
    return {
        "locale": change.locale,
        "before": change.before,
        "after": change.after,
        "readable": not change.broken,
        "falls_out": change.falls_out,
        "words": change.words,
        "blocks": _list_blocks(change.blocks),
        "signatures": [
            {
                "role": each.role,
                "reviewer": each.who,
                "date": each.day.isoformat(),
                "same_meaning": each.same_meaning,
                "lapses": each.lapses,
                "before": each.before,
                "after": each.after,
            }
            for each in change.signatures
        ],
        "partners": {
            str(policy): {"before": part.before, "after": part.after, "text": part.text, "around": part.around}
            for policy, part in change.meanwhile
        },
    }
