"""`vertebra impact`: what the edit in the working tree comes to, before anybody commits it."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from api.cli.arguments import add_folders, add_format
from api.cli.chosen import choose_locales
from api.cli.sheet import render_word_changes
from api.cli.terminal import Paint, print_json, tabulate
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
    from api.reviewers.changes import BlockChange, Impact, LocaleChange, SectionChange, SignatureChange

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
        print_json(found)
        return 0
    past = "the last commit" if against is None else against
    print("\n".join(render_impact(found, past, options["section"], Paint.of(sys.stdout))), flush=True)
    for hint in list_hints(found):
        print(hint, file=sys.stderr)
    return 0


def render_impact(found: Impact, past: str, meant: str | None, paint: Paint) -> list[str]:
    """What becomes of each section; then what it comes to in all, and for patients."""
    lines: list[str] = []
    told = [section for section in found.sections if section.own]
    for section in told:
        lines += [*_render_section(section, found, paint), ""]
    around = [section for section in found.sections if not section.own]
    if around:
        lines += [*_render_around(around, found, paint), ""]
    lines.append(_sum_up(found, len(told), past, meant))
    reads = "a patient reads" + {None: "", DOMAIN: " around the text"}.get(meant, f" of {meant}")
    changed = ((Policy.SIGNED, found.readers.signed), (Policy.DRAFTS, found.readers.drafts))
    if not any(tags for _, tags in changed):
        return [*lines, paint(f"Nothing that {reads} changes.", "green")]
    for policy, tags in changed:
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
    changes = (each for section in found.sections for each in section.locales)
    if any(each.after is State.FAILED_CHECK and each.before != each.after for each in changes):
        hints.append("`vertebra check` says what failed, and where.")
    return hints


def _render_section(section: SectionChange, found: Impact, paint: Paint) -> Iterator[str]:
    yield paint(section.reference, "bold")
    if section.blocks:
        yield from _under("English", _render_blocks(section.blocks, paint), paint)
    for change in section.locales:
        if change.blocks:
            yield from _under(f"Translation, {change.locale}", _render_blocks(change.blocks, paint), paint)
    changes = section.locales
    states = [
        (each.locale, f"{each.before or 'not there'} -> {each.after or 'gone'}")
        for each in changes
        if each.before != each.after
    ]
    yield from _under("State", _group(states, found), paint)
    yield from _under("To translate", _render_words(changes, found), paint)
    yield from _under("Signatures that lapse", _render_signatures(changes, lapse=True), paint, "red")
    yield from _under("Signatures that count from now on", _render_signatures(changes, lapse=False), paint, "green")
    for policy in POLICIES:
        shown = [
            (each.locale, _render_meanwhile(part, each.locale))
            for each in changes
            for under, part in each.partners.list_policies()
            if under == policy and (part.changes or part.before != part.after)
        ]
        yield from _under(f"Partners show, {_SERVED[policy]}", _group(shown, found), paint)


def _under(head: str, lines: Iterable[str], paint: Paint, style: str = "") -> Iterator[str]:
    """The lines under a head; nothing where there are none."""
    listed = list(lines)
    if listed:
        yield paint(f"  {head}", "dim")
        yield from (paint(f"    {line}", style) for line in listed)


def _render_blocks(blocks: tuple[BlockChange, ...], paint: Paint) -> Iterator[str]:
    names = tabulate([(each.block, each.change) for each in blocks])
    width = max(map(len, names))
    for each, name in zip(blocks, names, strict=True):
        words = render_word_changes(each.before or "", each.after or "", paint)
        also = "  (and moved)" if each.moved and each.change == "changed" else ""
        yield f"{paint(name.ljust(width), _KINDS[each.change])}  {words}{also}"


def _render_words(changes: tuple[LocaleChange, ...], found: Impact) -> list[str]:
    counts = Counter(each.words for each in changes)
    pairs = [
        (each.locale, f"{_count(each.words, 'word')}{' each' if counts[each.words] > 1 else ''}")
        for each in changes
        if each.words
    ]
    lines = _group(pairs, found)
    return [*lines, f"{_count(sum(each.words for each in changes), 'word')} in all"] if len(pairs) > 1 else lines


def _render_signatures(changes: tuple[LocaleChange, ...], *, lapse: bool) -> list[str]:
    rows = [
        (
            each.locale,
            _name_role(signature),
            signature.who,
            signature.day.isoformat(),
            _render_lapse(each, signature) if lapse else "",
        )
        for each in changes
        for signature in each.signatures
        if signature.lapses is lapse
    ]
    return tabulate(rows) if rows else []


def _render_lapse(change: LocaleChange, signature: SignatureChange) -> str:
    if change.after is None:
        return "there is no such section any more"
    return "its words cannot be read: the catalog is damaged" if not change.readable else _BECOMES[signature.after]


def _name_role(signature: SignatureChange) -> str:
    return f"{ROLE_NAMES[signature.role]}{', same meaning' if signature.same_meaning else ''}"


def _render_meanwhile(part: ShownChange, tag: LocaleTag) -> str:
    before, after = _render_outcome(part.before, tag), _render_outcome(part.after, tag)
    told = after if before == after else f"{before} -> {after}"
    if part.text and part.before.shown == part.after.shown:
        return f"{told}, in other words"
    return f"{told}, with other {_name_parts(part)}" if before == after else told


def _name_parts(part: ShownChange) -> str:
    """What changes around a text."""
    return ", ".join(name.replace("_", " ") for name in part.around)


def _render_outcome(outcome: Outcome, tag: LocaleTag) -> str:
    shown = {
        "own": "served" if tag == SOURCE else "its own words",
        "stand-in": f"English stand-in ({outcome.reason})",
        "withheld": f"withheld ({outcome.reason})",
        "absent": "nothing",
    }[outcome.shown]
    return f"{shown}, marked as a draft" if outcome.draft else shown


def _render_around(sections: list[SectionChange], found: Impact, paint: Paint) -> Iterator[str]:
    """Where a text stays, and what a patient reads beside it does not."""
    yield paint("Around texts that stay", "bold")
    for policy in POLICIES:
        pairs = [
            (each.locale, f"{section.reference}: {_name_parts(part)}")
            for section in sections
            for each in section.locales
            for under, part in each.partners.list_policies()
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
