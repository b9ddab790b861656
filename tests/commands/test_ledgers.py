"""`vertebra verify`: a ledger that was edited, or a signature by somebody who could not give it, counts for nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.model.findings import Complaint
from api.model.ledger import Record, Revocation, SameMeaning, SignOffRecord
from api.model.records import parse_record, render_record, seal_record
from api.model.vetting import Policy, Role
from api.project.reading import Folders, read_project
from api.release.build import load_release
from tests.asgi import open_door
from tests.builders import ROOT, edit
from tests.shell import Shell
from tests.staff import REVIEWERS, hire

RISKS = "vertebroplasty/risks"
RECOVERY = "vertebroplasty/recovery"
OTHER = "sha256:" + "0" * 64
BEN = REVIEWERS.index('[[reviewer]]\nid = "ben"')
SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
LONG_AGO = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project whose risks and recovery are signed, in English and in Spanish."""
    hire(folders)
    opened = Shell(folders, capsys)
    for tag, role, reviewer in (("en", "clinical", "ana"), ("es", "linguistic", "ben")):
        words = ("--locale", tag, "--role", role, "--reviewer", reviewer, "--yes")
        assert opened.run("sign-off", RISKS, RECOVERY, *words) == 0
    return opened


def served(shell: Shell, tag: str, section: str = "risks") -> str | None:
    """In which locale a partner gets the section; None where it is withheld."""
    door = open_door(load_release(shell.folders, Policy.SIGNED))
    reply = door.ask(f"/v1/topics/vertebroplasty/sections/{section}/{tag}.json")
    return reply.json["locale"] if reply.status == 200 else None


def read_first(shell: Shell, tag: str = "es") -> SignOffRecord:
    """The first record of a ledger."""
    record = msgspec.json.decode(shell.ledger(tag).read_text().splitlines()[0], type=Record)
    assert isinstance(record, SignOffRecord)
    return record


def rewrite(shell: Shell, tag: str = "es", **changes: Any) -> None:
    """Put in the first record's place one that says otherwise, and is well formed."""
    lines = shell.ledger(tag).read_text().splitlines()
    record = seal_record(msgspec.structs.replace(read_first(shell, tag), **changes))
    shell.ledger(tag).write_text("\n".join([render_record(record), *lines[1:], ""]))


def append(shell: Shell, record: Record, tag: str = "es") -> None:
    """Add a well-formed record."""
    path = shell.ledger(tag)
    path.write_text(path.read_text() + render_record(seal_record(record)) + "\n")


def revocation(at: datetime, reviewer: str = "ben", section: str = RISKS, role: Role = "linguistic") -> Revocation:
    """One that was written by hand."""
    return Revocation(id="", section=section, role=role, reviewer=reviewer, at=at, note=None)


def test_good_ledgers_are_verified(shell: Shell) -> None:
    """Each record with who and what it comes to, by the name that its reviewer lets be public."""
    assert shell.run("verify") == 0
    assert shell.out.count("counts  ") == 4
    assert "Ana Made-Up, MD, certified medical interpreter" in shell.out
    assert "Ben" not in shell.out
    assert "@" not in shell.out
    assert shell.out.strip().endswith("4 counts")
    assert shell.run("verify", "--format", "json") == 0
    assert json.loads(shell.out) == []


def test_a_project_without_signatures_is_verified(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to doubt."""
    shell = Shell(folders, capsys)
    assert (shell.run("verify"), shell.out) == (0, "no signature yet\n")


def test_a_lapsed_record_is_normal(shell: Shell) -> None:
    """Listed, and no fault."""
    path = shell.section("risks")
    path.write_text(path.read_text().replace("(rare)", "(very rare)"))
    assert shell.run("verify") == 0
    assert shell.out.strip().endswith("2 counts, 2 lapsed")


EDITS: dict[str, tuple[Callable[[str], str], str]] = {
    "a word changed": (lambda line: line.replace('"ben"', '"ana"'), "its id is not the digest of the rest"),
    "the id changed": (
        lambda line: line.replace('"id":"sha256:', '"id":"sha256:0'),
        "its id is not the digest of the rest",
    ),
    "spaces put in": (lambda line: line.replace(",", ", "), "laid out anew"),
    "cut short": (lambda line: line[:-20], "no record"),
    "a field too many": (lambda line: line.replace('{"at"', '{"a":1,"at"'), "unknown field"),
    "no JSON": (lambda line: f"<<<<<<< HEAD {line}", "no record"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_line_takes_the_whole_ledger_out(shell: Shell, edit: str) -> None:
    """What is missing may have been a revocation; the other locales and the English stand."""
    change, why = EDITS[edit]
    first, *rest = shell.ledger().read_text().splitlines()
    shell.ledger().write_text("\n".join([change(first), *rest, ""]))

    assert shell.run("verify") == 1
    assert f"{shell.ledger()}:1:1: error ledger" in shell.out
    assert why in shell.out
    assert (served(shell, "es"), served(shell, "es", "recovery"), served(shell, "en")) == ("en", "en", "en")
    assert shell.run("sign-off", RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes") == 2


def test_a_ledger_that_is_no_text_takes_itself_out(shell: Shell) -> None:
    """It says which line."""
    shell.ledger().write_bytes(shell.ledger().read_bytes() + b"\xff\n")
    assert shell.run("verify") == 1
    assert f"{shell.ledger()}:3:1: error ledger this line is not UTF-8 text" in shell.out


def test_a_ledger_that_cannot_be_read_takes_itself_out(shell: Shell) -> None:
    """As a folder in its place cannot."""
    shell.ledger().unlink()
    shell.ledger().mkdir()
    assert shell.run("verify") == 1
    assert "cannot be read" in shell.out
    assert shell.run("sign-off", RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes") == 1


LIES: dict[str, tuple[dict[str, Any], str, str]] = {
    "the future": ({"at": SOON}, "signature", "still to come"),
    "nobody": ({"reviewer": "nobody"}, "signature", "there is no reviewer nobody"),
    "the role": ({"role": "clinical"}, "signature", "ben is no clinical reviewer"),
    "too early": ({"at": LONG_AGO}, "signature", "ben reviews from 2026-01-01 on"),
    "who left": ({"reviewer": "left"}, "signature", "left reviewed until 2025-12-31"),
    "self-review": ({"method": "human", "translators": ("Carla Other", "Made-Up, B.")}, "signature", "ben may be “Made-Up, B.”, who translated it"),
    "another section": ({"section": RECOVERY}, "ledger", f"it says {RECOVERY} in es, but its words are {RISKS} in es"),
    "another topic": ({"section": "hip/risks"}, "ledger", "its section is not this ledger's"),
    "words that are not there": ({"digest": OTHER}, "ledger", "the words that were signed are gone"),
    "its own witness": ({"witness": "ben"}, "signature", "ben cannot be their own witness"),
    "a witness who is nobody": ({"witness": "nobody"}, "signature", "the witness nobody is not in reviewers.toml"),
    "a witness under another id": ({"witness": "ben-2"}, "signature", "ben-2 is, or may be, ben under another id"),
    "a witness who left": ({"witness": "left"}, "signature", "the witness left is not entitled"),
    "a witness without evidence": ({"witness": "ana"}, "signature", "ana attests evidence that is not there"),
    "no translation": ({"method": "authored"}, "ledger", "the method authored is not that of a text in es"),
    "a translator who is nobody": (
        {"method": "human", "translators": ()}, "ledger", "it says that a person translated the text, and not who",
    ),
    "evidence without a witness": (
        {"evidence": {"kind": "code", "digest": OTHER}}, "signature", "nobody attests where its evidence came from",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_record_that_cannot_be_true_does_not_count(shell: Shell, lie: str) -> None:
    """Well formed, and refused with its own message; the others of the ledger count."""
    changes, code, why = LIES[lie]
    again = REVIEWERS[BEN:].partition("\n\n")[0].replace('"ben"', '"ben-2"').replace("Ben Made-Up", "Made-Up, B.")
    hire(shell.folders, f"{REVIEWERS}\n{again}\n")
    rewrite(shell, **changes)

    assert shell.run("verify") == 1
    assert f": error {code} " in shell.out
    assert why in shell.out
    assert (served(shell, "es"), served(shell, "es", "recovery")) == ("en", "es")
    assert shell.run("check", "es") == 1


def test_a_line_of_any_depth_is_no_record(shell: Shell) -> None:
    """Neither does it end a command, nor keep a server from what was withdrawn."""
    path = shell.ledger()
    path.write_text(path.read_text() + '{"a":' + "[" * 9999 + "]" * 9999 + "}\n")
    assert shell.run("verify") == 1
    assert f"{path}:3:1: error ledger this line is no record" in shell.out
    assert (served(shell, "es"), served(shell, "en")) == ("en", "en")
    assert shell.run("withdraw", RISKS, "--reason", "Recalled.") == 0
    assert served(shell, "es") is None


def test_a_revocation_by_somebody_else_is_a_finding(shell: Shell) -> None:
    """It takes the signature back all the same: that can only darken."""
    at = read_first(shell).at
    append(shell, revocation(at, "left"))
    assert shell.run("verify") == 1
    assert (
        f"left reviewed until 2025-12-31, and this is {at:%Y-%m-%d}; it takes the signatures back all the same"
        in shell.out
    )
    assert "does not count" not in shell.out
    assert served(shell, "es") == "en"


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ("infection or no bleeding", "its two wordings are not the same in risks/infection: the "),
        ("infection or bleeding in 3 days", "its two wordings are not the same in risks/infection: the "),
        ("injection or bleeding", "letters changed, and nobody typed what it says now: injection"),
    ],
)
def test_a_tie_over_a_changed_fact_does_not_count(shell: Shell, after: str, why: str) -> None:
    """Whoever wrote the line: both wordings are there to be compared. Nor does one over letters that nobody typed."""
    edit(shell.section("risks"), "infection or bleeding", "Infection, or bleeding")
    words = (RISKS, "--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
    assert shell.run("sign-off", *words, "--same-meaning") == 0
    assert (shell.run("verify"), served(shell, "es")) == (0, "es")
    lines = shell.ledger("en").read_text().splitlines()
    tie = msgspec.json.decode(lines[-1], type=Record)
    assert isinstance(tie, SameMeaning)
    edit(shell.section("risks"), "Infection, or bleeding", after)
    assert shell.run("sign-off", *words) == 0
    whole = msgspec.json.decode(shell.ledger("en").read_text().splitlines()[-1], type=Record)
    assert isinstance(whole, SignOffRecord)
    shell.ledger("en").write_text("\n".join([*lines[:-1], ""]))
    append(shell, msgspec.structs.replace(tie, digest=whole.digest), "en")
    assert shell.run("verify") == 1
    assert why in shell.out
    assert served(shell, "en") is None


def test_another_locales_record_does_not_count(shell: Shell) -> None:
    """A line that was copied from another ledger."""
    hire(shell.folders, REVIEWERS.replace('locales = ["es", "ur"', 'locales = ["es", "fr", "ur"'))
    for name in ("signoffs",):
        source, target = shell.folders.locales / "es" / name, shell.folders.locales / "en" / name
        for path in (source / "wordings").iterdir():
            (target / "wordings" / path.name).write_bytes(path.read_bytes())
    path = shell.ledger("en")
    path.write_text(path.read_text() + shell.ledger().read_text().splitlines()[0] + "\n")
    assert shell.run("verify") == 1
    assert f"it says {RISKS} in en, but its words are {RISKS} in es" in shell.out


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda path: path.unlink(), "the words that were signed are gone"),
        (lambda path: path.write_text(path.read_text().replace("Riesgos", "riesgos")), "its words were edited"),
    ],
)
def test_words_that_were_edited_or_lost_take_their_record_out(
    shell: Shell, change: Callable[[Path], None], why: str
) -> None:
    """Without the words nobody can see what was signed."""
    digest = read_first(shell).digest
    change(shell.folders.locales / "es" / "signoffs" / "wordings" / f"{digest.removeprefix('sha256:')}.json")
    assert shell.run("verify") == 1
    assert why in shell.out
    assert served(shell, "es") == "en"


def test_a_revocation_counts_whoever_wrote_it(shell: Shell) -> None:
    """It can only take away; that nobody wrote it is a fault all the same."""
    append(shell, revocation(read_first(shell).at, "nobody"))
    assert served(shell, "es") == "en"
    assert shell.run("verify") == 1
    assert "there is no reviewer nobody" in shell.out


@pytest.mark.parametrize(
    "void",
    [
        revocation(LONG_AGO),
        revocation(SOON, section="vertebroplasty/overview"),
        revocation(SOON, section="hip/risks"),
        revocation(SOON, role="clinical"),
    ],
    ids=["of an earlier day", "of another section", "of another topic", "of another role"],
)
def test_a_revocation_of_nothing_is_a_fault(shell: Shell, void: Revocation) -> None:
    """What it is about may be missing. It says that it does nothing."""
    append(shell, void)
    assert shell.run("verify") == 1
    assert "so it takes nothing back" in shell.out
    assert served(shell, "es") == "es"


@pytest.mark.parametrize("reverse", [False, True])
def test_a_revocation_ends_whatever_was_signed_before_it(shell: Shell, *, reverse: bool) -> None:
    """Wherever the lines stand: two branches merge, and the one that renewed knew nothing of the one that took back."""
    first = read_first(shell)
    append(shell, msgspec.structs.replace(first, at=first.at + timedelta(seconds=1), note="Renewed on another branch."))
    append(shell, revocation(first.at + timedelta(seconds=2)))
    lines = shell.ledger().read_text().splitlines()
    shell.ledger().write_text("\n".join([*(reversed(lines) if reverse else lines), ""]))
    assert shell.run("verify") == 0
    assert "2 revoked, 1 revocation" in shell.out
    assert (served(shell, "es"), served(shell, "es", "recovery"), served(shell, "en")) == ("en", "es", "en")

    append(shell, msgspec.structs.replace(first, at=first.at + timedelta(seconds=3)))
    assert (shell.run("verify"), served(shell, "es")) == (0, "es")


def test_taking_back_is_one_line_that_reaches_what_is_dated_ahead(shell: Shell) -> None:
    """A clock that was wrong brings no signature back when its day comes; until then nobody can sign."""
    first = read_first(shell)
    append(shell, msgspec.structs.replace(first, at=SOON))
    before = shell.ledger().read_text()
    words = (RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")
    assert shell.run("sign-off", *words, "--revoke") == 0
    assert "2 taken back" in shell.out
    (line,) = shell.ledger().read_text().removeprefix(before).splitlines()
    assert (json.loads(line)["role"], json.loads(line)["at"]) == (
        "linguistic",
        f"{SOON + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}",
    )
    assert judge_on(shell, SOON + timedelta(days=1)) == 3

    assert shell.run("sign-off", *words) == 2
    assert f"takes back whatever is signed until {SOON:%Y-%m-%d}" in shell.err
    assert shell.run("verify") == 1
    assert (
        "which is still to come; it takes the signatures back all the same, also those to come until then" in shell.out
    )


def judge_on(shell: Shell, day: datetime) -> int:
    """How many signatures count on the day."""
    return len(read_project(shell.folders, day).judgement.signoffs)


def test_only_the_source_can_keep_its_meaning(shell: Shell) -> None:
    """A translation is signed anew."""
    first = read_first(shell)
    record = SameMeaning(
        id="", section=RISKS, role="clinical", reviewer="ana", byline=None, shown="unattended", at=first.at, before=first.digest, digest=first.digest,
        typed=(), note=None,
    )  # fmt: skip
    append(shell, record)
    assert shell.run("verify") == 1
    assert "nothing else can" in shell.out


def test_a_merge_that_doubles_a_line_doubles_no_record(shell: Shell) -> None:
    """Union merge may, and may leave the last line without an end."""
    text = shell.ledger().read_text()
    shell.ledger().write_text(text + text.splitlines()[0])
    assert shell.run("verify") == 0
    assert shell.out.strip().endswith("4 counts")
    assert shell.run("sign-off", RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes") == 0
    assert shell.run("verify") == 0


def test_lines_count_in_the_order_of_their_times(shell: Shell) -> None:
    """Whatever order a merge left them in."""
    lines = shell.ledger().read_text().splitlines()
    shell.ledger().write_text("\n".join([*reversed(lines), ""]))
    assert (shell.run("verify"), served(shell, "es")) == (0, "es")


FAMOUS = """id = "ben"
name = "Prof. Famous"
credentials = "MD"
roles = ["linguistic"]
locales = ["es"]
from = 2026-02-01

[[reviewer]]
id = "left"
"""

FAULTY: dict[str, tuple[str, str, str, int]] = {
    "an address of somebody else": (
        'credentials = "RN"', 'credentials = "RN"\nemail = "Ana@made-up.example"', "has another person's e-mail address", 0,
    ),
    "an address that looks like somebody else's": (
        'credentials = "RN"', 'credentials = "RN"\nemail = "аna@made-up.example"', "or one that looks like it", 0,
    ),
    "an id": ('id = "ben"', 'id = "Ben M"', "needs an id of lower-case words", 0),
    "no id": ('id = "ben"\n', "", "missing required field `id`", 0),
    "no qualification": ('credentials = "RN"', 'credentials = ""', "needs a name and credentials", 0),
    "no such key": ('credentials = "RN"', 'credentails = "RN"', "unknown field `credentails`; did you mean `credentials`?", 3),
    "nothing like it": ('credentials = "RN"', 'credentials = "RN"\nfax = "1"', "unknown field `fax`; there are id, name", 4),
    "no credentials": ('credentials = "RN"\n', "", "missing required field `credentials`", 0),
    "no role": ('roles = ["linguistic"]', "roles = []", "at least one role and one locale", 0),
    "a role": ('roles = ["linguistic"]', 'roles = ["boss"]', "Invalid enum value 'boss'", 0),
    "a locale": ('"ur", "zh-Hant"', '"xx-klingon"', "no language tag that we know", 0),
    "days": ('"zh-Hant"]\nfrom', '"zh-Hant"]\nuntil = 2019-12-31\nfrom', "has an `until` before its `from`", 0),
    "a day": ('"zh-Hant"]\nfrom', '"zh-Hant"]\nuntil = "2027"\nfrom', "Expected `date | null`, got `str`", 0),
    "an address": ('credentials = "RN"', 'credentials = "RN"\nemail = "ben"', "has an e-mail address that is none", 0),
    "what may be public": ('credentials = "RN"', 'credentials = "RN"\npublic = "all"', "Invalid enum value 'all'", 0),
    "what nobody sees": ('"Ben Made-Up"', '"Ben\u200b Made-Up"', "U+200B (zero width space)", 0),
    "the same days twice": ('id = "left"\n', FAMOUS, "has another entry for the same days", 0),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_entry_costs_its_own_signatures_alone(shell: Shell, fault: str) -> None:
    """It says which entry, on which line, and what; what others signed counts, and they go on signing."""
    before, after, why, line = FAULTY[fault]
    hire(shell.folders, REVIEWERS.replace(before, after, 1))
    path = shell.folders.locales / "reviewers.toml"
    assert shell.run("verify") == 1
    assert f"{path}:{REVIEWERS[:BEN].count(chr(10)) + 1 + line}:" in shell.out
    assert why in shell.out
    assert "no signature that it is for counts" in shell.out
    assert "2 counts, 2 refused" in shell.out
    assert (served(shell, "en"), served(shell, "es")) == ("en", "en")
    words = (RISKS, "--locale", "es", "--role", "linguistic", "--yes", "--reviewer")
    assert shell.run("sign-off", *words, "ana") == 0
    assert shell.run("sign-off", *words, "ben") == 2
    assert why in shell.err


def test_neither_of_two_entries_for_the_same_days_counts(shell: Shell) -> None:
    """The order in the file does not decide under whose name the words stand."""
    ana, other = REVIEWERS[:BEN], REVIEWERS[:BEN].replace("Ana Made-Up", "Prof. Famous").replace("@", "2@")
    for text in (ana + other, other + ana):
        hire(shell.folders, text + REVIEWERS[BEN:])
        assert served(shell, "en") is None
        assert shell.run("verify") == 1
        assert shell.out.count("'ana' has another entry for the same days") == 2


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("[[reviewer]]", "[[reviewer", "Expected ']]'"),
        (REVIEWERS, "reviewer = 1", "`reviewer` is no list of entries"),
    ],
)
def test_an_unreadable_list_of_reviewers_ends_every_signature(shell: Shell, before: str, after: str, why: str) -> None:
    """It says what is wrong; the server goes on with what needs none."""
    hire(shell.folders, REVIEWERS.replace(before, after, 1))
    assert shell.run("verify") == 1
    assert "error reviewers-file" in shell.out
    assert why in shell.out
    assert "no signature counts" in shell.out
    assert "4 refused" in shell.out
    assert "there is no reviewer" not in shell.out
    assert served(shell, "en") is None


def test_what_stands_beside_the_entries_does_nothing(shell: Shell) -> None:
    """A table with another name is read by nobody, and says so; the others are as they were."""
    hire(shell.folders, REVIEWERS + '\n[[reviewers]]\nid = "eva"\n')
    assert shell.run("verify") == 1
    assert "unknown field `reviewers`; did you mean `reviewer`?" in shell.out
    assert served(shell, "es") == "es"


def test_a_list_of_reviewers_that_is_no_text_ends_every_signature(shell: Shell) -> None:
    """Likewise, and where it is a folder."""
    path = shell.folders.locales / "reviewers.toml"
    path.write_bytes(b"\xff")
    assert shell.run("verify") == 1
    assert "save it as UTF-8" in shell.out
    path.unlink()
    path.mkdir()
    assert shell.run("verify") == 1
    assert "cannot be read" in shell.out


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only git knows its attributes")
@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [
        ("locales/pt_BR/signoffs/vertebroplasty.jsonl", "merge", "union"),
        ("locales/en/signoffs/vertebroplasty.jsonl", "eol", "lf"),
        ("content/vertebroplasty/withdrawals.jsonl", "merge", "union"),
        ("locales/es/signoffs/wordings/00.json", "text", "unset"),
    ],
)
def test_git_keeps_records_as_they_were_written(path: str, attribute: str, value: str) -> None:
    """Ledgers are joined line by line; the words that were hashed keep their bytes."""
    command = ["git", "check-attr", attribute, "--", path]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == f"{path}: {attribute}: {value}\n"


def test_two_branches_that_sign_are_merged(shell: Shell) -> None:
    """By git itself, with no conflict: both signatures count."""
    project = shell.folders.content.parent
    shutil.copy(ROOT / ".gitattributes", project)

    def git(*words: str) -> None:
        identity = ("-c", "user.name=Made Up", "-c", "user.email=made@up.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], cwd=project, capture_output=True, check=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    spanish = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")
    for branch, section in (("one", "overview"), ("two", "procedure")):
        git("checkout", "-q", "-b", branch, "main")
        assert shell.run("sign-off", f"vertebroplasty/{section}", *spanish) == 0
        git("add", "-A")
        git("commit", "-qm", section)
    git("merge", "-q", "one", "-m", "Both")
    assert shell.run("verify") == 0
    assert shell.out.strip().endswith("6 counts")


def test_a_reviewers_roles_change_from_a_day_on(shell: Shell) -> None:
    """A second entry under the same id; what was signed under the first stays signed."""
    today = datetime.now(UTC).date()
    ended = REVIEWERS.replace('public = "name"', f'until = {today}\npublic = "name"', 1)
    later = '[[reviewer]]\nid = "ana"\nname = "Ana New-Name"\ncredentials = "MD"\nroles = ["linguistic"]\nlocales = ["fr"]\n'
    hire(shell.folders, f'{ended}\n{later}from = {today + timedelta(days=1)}\npublic = "name"\n')
    words = ("--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
    assert shell.run("sign-off", "vertebroplasty/overview", *words) == 0
    assert shell.run("verify") == 0
    door = open_door(load_release(shell.folders, Policy.SIGNED))
    review = door.ask("/v1/topics/vertebroplasty/sections/overview/en.json").json["review"]
    assert review["signoffs"][0]["name"] == "Ana Made-Up"


def test_a_stray_ledger_is_a_fault(shell: Shell) -> None:
    """A misspelt topic, a folder that is no locale's: nobody would see that it does not count."""
    for folder, name in (("es", "vertebroplastie"), ("xx", "vertebroplasty"), ("pt-BR", "vertebroplasty")):
        path = shell.folders.locales / folder / "signoffs" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
        assert shell.run("verify") == 1
        assert f"{path}:0:0: error ledger is of no topic or locale that there is" in shell.out
        path.unlink()
    assert shell.run("verify") == 0


@pytest.mark.parametrize("at", ["2026-03-01T23:30:00-10:00", "2026-03-01T23:30:00.5Z", "2026-03-01T23:30:00+00:00"])
def test_a_time_is_utc_to_the_second(shell: Shell, at: str) -> None:
    """Another form could shift the day on which somebody was entitled."""
    line = shell.ledger().read_text().splitlines()[0]
    moment = json.loads(line)["at"]
    shell.ledger().write_text(line.replace(moment, at) + "\n")
    assert shell.run("verify") == 1
    assert served(shell, "es") == "en"


def test_times_that_are_not_utc_are_named() -> None:
    """Also where the record is named by them."""
    record = revocation(LONG_AGO)
    for at in (datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 3, 1, 0, 0, 0, 5, tzinfo=UTC)):
        line = render_record(seal_record(msgspec.structs.replace(record, at=at)))
        complaint = Complaint("this line tells another time than UTC, or parts of a second")
        assert parse_record(line, msgspec.json.Decoder(Revocation)) == complaint


def test_a_tie_between_two_shapes_does_not_count(shell: Shell) -> None:
    """A block that went took its facts along."""
    before = read_first(shell, "en")
    path = shell.section("risks")
    path.write_text(path.read_text().replace("- infection or bleeding {#infection}\n", ""))
    shell.run("sign-off", RISKS, "--locale", "en", "--role", "linguistic", "--reviewer", "ana", "--yes")
    after = json.loads(shell.ledger("en").read_text().splitlines()[-1])["digest"]
    record = SameMeaning(
        id="",
        section=RISKS,
        role="clinical",
        reviewer="ana",
        byline=None,
        shown="unattended",
        at=before.at,
        before=before.digest,
        digest=after,
        typed=(),
        note=None,
    )
    append(shell, record, "en")
    assert shell.run("verify") == 1
    assert "a block came, went or moved between its two wordings" in shell.out
    assert served(shell, "en") is None


def test_a_broken_list_of_reviewers_is_said_where_somebody_signs(shell: Shell) -> None:
    """Not that they are unknown; a byte order mark is an editor's."""
    words = (RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben")
    path = shell.folders.locales / "reviewers.toml"
    path.write_text(REVIEWERS, encoding="utf-8-sig")
    assert shell.run("sign-off", *words, "--yes") == 0
    path.write_text("[" * 100_000)
    assert shell.run("sign-off", *words, "--yes") == 2
    assert "error reviewers-file" in shell.err
    assert shell.run("ask-reviewer", *words, "--out", str(shell.folders.content.parent / "no.html")) == 2


def test_words_that_cannot_be_written_are_not_signed(shell: Shell) -> None:
    """Where a folder has their name; the ledger stays as it was."""
    digest = read_first(shell).digest.removeprefix("sha256:")
    path = shell.folders.locales / "es" / "signoffs" / "wordings" / f"{digest}.json"
    path.unlink()
    path.mkdir()
    before = shell.ledger().read_text()
    assert shell.run("sign-off", RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes") == 1
    assert "so nothing was signed" in shell.err
    assert shell.ledger().read_text() == before


@pytest.mark.parametrize(
    ("name", "counts"), [("Ana\u200b Made-Up", False), ("Ana\\nMade-Up", False), ("آنا می\u200cروند", True)]
)
def test_a_reviewers_name_is_one_line_that_can_be_read(shell: Shell, name: str, counts: bool) -> None:  # noqa: FBT001
    """Who vouches is read by patients; a joiner that the name's spelling needs is part of it."""
    hire(shell.folders, REVIEWERS.replace("Ana Made-Up", name))
    assert (shell.run("verify") == 0) is counts
    assert ("reviewer.name: U+" in shell.out) is not counts
    assert (served(shell, "en") == "en") is counts


def test_a_signature_that_a_revert_revived_is_told(shell: Shell) -> None:
    """Words that were corrected and signed anew stand there again: it counts, and `verify` says since when and what to do."""
    words = (RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")
    old, new = "infección o sangrado", "infección o hemorragia"
    edit(shell.catalog(), old, new)
    assert shell.run("sign-off", *words) == 0
    assert shell.run("verify") == 0
    assert "stand there again" not in shell.out
    edit(shell.catalog(), new, old)
    assert (shell.run("verify"), served(shell, "es")) == (0, "es")
    assert f"{shell.ledger()}:1:1: warning signature {RISKS}: other words were signed after these" in shell.out
    assert "stand there again, so this signature counts again" in shell.out
    assert shell.run("sign-off", *words) == 0
    assert shell.run("verify") == 0
    assert "stand there again" not in shell.out


def test_a_record_of_the_first_year_stops_nothing(shell: Shell) -> None:
    """However old a line says that it is, every other is judged and every command goes on."""
    append(shell, revocation(datetime(1, 1, 1, tzinfo=UTC)))
    for words in (["verify"], ["due"], ["withdraw", "vertebroplasty/recovery", "--reason", "Wrong."]):
        assert shell.run(*words) in {0, 1}, shell.err
    assert load_release(shell.folders, Policy.SIGNED).locales


@pytest.mark.parametrize("name", ["reviewers.toml", "es/translation.toml", "es/glossary.toml"])
def test_a_number_of_thousands_of_digits_is_no_toml(shell: Shell, name: str) -> None:
    """It is a finding of its file like any other fault, and no command ends in a trace."""
    path = shell.folders.locales / name
    path.write_text(f"zz = {'9' * 5000}\n{path.read_text() if path.exists() else ''}")
    assert shell.run("check") == 1
    assert path.name in shell.out
