"""`vertebra impact`: what the edit in the working tree comes to, before anybody commits it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from api.cli.arguments import Commands, add_folders, add_format, choose_locales
from api.cli.sheet import render_word_changes
from api.cli.terminal import Paint, print_json, tabulate
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.vetting import State
from api.project.history import read_last_commit, read_past
from api.project.reading import read_project
from api.project.settings import resolve_folders
from api.release.difference import Outcome, ShownChange
from api.reviewers.audit import Standing
from api.reviewers.due import name_role
from api.reviewers.impact import BlockChange, Impact, LocaleChange, SignatureChange, compare_projects

_KINDS: Final = {"came": "green", "went": "red", "changed": "yellow", "moved": "yellow"}
_SERVED: Final = {"signed": "where only signed text is served", "drafts": "where drafts are served too"}
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
    """A table of each thing that becomes otherwise; then what it comes to in all, and for patients."""
    changes = [(section.reference, change) for section in found.sections for change in section.locales]
    edited = [(section.reference, SOURCE, block) for section in found.sections for block in section.blocks]
    edited += [(name, change.locale, block) for name, change in changes for block in change.blocks]
    states = [
        (change.locale, name, _render_state(change))
        for name, change in changes
        if change.before != change.after or change.words
    ]
    tables = {
        "Words": _render_blocks(edited, paint),
        "States, and words to translate in each locale": _group(states, found),
        "Signatures": _render_signatures(changes, paint),
    }
    for policy, where in _SERVED.items():
        shown = [
            (change.locale, name, _render_meanwhile(part, change.locale))
            for name, change in changes
            if (part := change.partners.get(policy)) and (part.changes or part.before != part.after)
        ]
        tables[f"Partners show, {where}"] = _group(shown, found)
    lines: list[str] = []
    for title, rows in tables.items():
        lines += [paint(title, "bold"), *(f"  {row}" for row in rows), ""] if rows else []
    return [*lines, *_sum_up(found, past, meant, paint)]


def _sum_up(found: Impact, past: str, meant: str | None, paint: Paint) -> list[str]:
    counts = (
        f"{_count(sum(section.own for section in found.sections), 'section')} changed",
        f"{_count(found.fallen, 'translation')} {'falls' if found.fallen == 1 else 'fall'} out",
        f"{_count(found.lapsing, 'signature')} {'lapses' if found.lapsing == 1 else 'lapse'}",
        f"{_count(found.words, 'word')} to translate",
    )
    none = f"{f'{meant}: no' if meant else 'No'} word, state or signature is other than in {past}."
    total = f"Against {past}: {', '.join(counts)}." if found.sections else none
    reads = "a patient reads" + {None: "", DOMAIN: " around the text"}.get(meant, f" of {meant}")
    if not any(found.readers.values()):
        return [total, paint(f"Nothing that {reads} changes.", "green")]
    where = (
        f"{_SERVED[policy]}: {f'in {_name_locales(tags, found)}' if tags else 'nowhere'}"
        for policy, tags in found.readers.items()
    )
    return [total, *(f"What {reads} changes, {each}." for each in where)]


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


def _render_blocks(edited: list[tuple[str, LocaleTag, BlockChange]], paint: Paint) -> list[str]:
    """A line for each block: where it stands, what became of it, and its words."""
    rows = []
    for name, tag, each in edited:
        words = render_word_changes(each.before or "", each.after or "", paint)
        also = "  (and moved)" if each.moved and each.change == "changed" else ""
        block = each.block.removeprefix(f"{name.partition('/')[2]}/")
        rows.append((name, tag, block, paint(each.change, _KINDS[each.change]), f"{words}{also}"))
    return tabulate(rows)


def _render_state(change: LocaleChange) -> str:
    moved = change.before != change.after
    state = f"{change.before or 'not there'} -> {change.after or 'gone'}" if moved else str(change.after)
    return f"{state}, {_count(change.words, 'word')}" if change.words else state


def _render_signatures(changes: list[tuple[str, LocaleChange]], paint: Paint) -> list[str]:
    rows = [
        (
            name,
            change.locale,
            paint("lapses", "red") if each.lapses else paint("counts from now on", "green"),
            name_role(each),
            each.who,
            each.day.isoformat(),
            _render_lapse(change, each) if each.lapses else "",
        )
        for name, change in changes
        for each in change.signatures
    ]
    return tabulate(rows)


def _render_lapse(change: LocaleChange, signature: SignatureChange) -> str:
    if change.after is None:
        return "there is no such section any more"
    return _BECOMES[signature.after] if change.readable else "its words cannot be read: the catalog is damaged"


_AROUND: Final = {"review": "review details", "also_read": "links beside it"}
"""What stands around words, where its name does not say it."""


def _render_meanwhile(part: ShownChange, tag: LocaleTag) -> str:
    before, after = _render_outcome(part.before, tag), _render_outcome(part.after, tag)
    told = after if before == after else f"{before} -> {after}"
    if part.text:
        return f"{told}, in other words" if part.before.shown == part.after.shown else told
    around = ", ".join(_AROUND.get(name, name.replace("_", " ")) for name in part.around)
    return f"the same words, with other {around}" if before == after else told


def _render_outcome(outcome: Outcome, tag: LocaleTag) -> str:
    shown = {
        "own": "served" if tag == SOURCE else "its own words",
        "stand-in": f"English stand-in ({outcome.reason})",
        "withheld": f"withheld ({outcome.reason})",
        "absent": "nothing",
    }[outcome.shown]
    return f"{shown}, marked as a draft" if outcome.draft else shown


def _group(rows: Iterable[tuple[LocaleTag, str, str]], found: Impact) -> list[str]:
    """What is told of sections, once for all locales of which the same is told."""
    groups: dict[tuple[str, str], list[LocaleTag]] = {}
    for tag, name, told in rows:
        groups.setdefault((name, told), []).append(tag)
    return tabulate([(*told, _name_locales(tags, found)) for told, tags in groups.items()])


def _name_locales(tags: Sequence[LocaleTag], found: Impact) -> str:
    """The locales' tags; one word for all translations."""
    translations = [tag for tag in tags if tag != SOURCE]
    if len(translations) > 1 and set(translations) == set(found.translations):
        return f"{'en and ' if SOURCE in tags else ''}all {len(translations)} translations"
    return ", ".join(tags)
