"""The documentation is true: everything that exists is in it, and its examples run."""

from __future__ import annotations

import re
import shlex
import tomllib
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest
from msgspec import Struct

from api import __version__, errors
from api.catalogs.reader import read_catalog
from api.checks.explain import render_codes
from api.cli.main import main
from api.embed.bundles import COMPONENT, compute_integrity, name_bundle, read_bundles
from api.ledgers.reviewers import read_reviewers
from api.model.catalog import Catalog
from api.model.findings import Code
from api.model.identifiers import LocaleTag
from api.model.vetting import Policy, Reason
from api.project.reading import read_project
from api.project.settings import SETTINGS, Setting
from api.release.build import build_release
from api.representations import shapes
from api.representations.problems import KINDS, Kind
from api.reviewers.audit import Standing
from api.sheets.state_table import draw_states, list_states
from api.translators.accept import MessageOutcome
from api.web.app import HANDLERS
from tests.asgi import Door, open_door
from tests.builders import ROOT, SHIPPED
from tests.staff import sign_off

DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for pattern in ("*.md", "api/**/*.md", "content/*.md", "locales/**/*.md", "requirements/*.md")
    for path in sorted(ROOT.glob(pattern))
}
README = DOCUMENTS["README.md"]
REFERENCE = DOCUMENTS["api/web/README.md"]
PARTNERS = DOCUMENTS["api/embed/README.md"]
TRANSLATORS = DOCUMENTS["locales/README.md"]
REVIEWERS = DOCUMENTS["locales/REVIEWING.md"]

LONGEST = 130
"""Lines of the README: whoever comes here finds the way, not everything."""


class ParsedError(Exception):
    """A command line was understood."""


def list_headings(text: str) -> set[str]:
    """The anchors of a document's headings, as GitHub and GitLab make them."""
    headings = re.findall(
        r"^##* (.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def list_typed(text: str) -> list[str]:
    """What a document has people type, or a service run: the lines of its indented blocks, without what is said about them."""
    return [
        line.partition("    #")[0].strip() for line in re.findall(r"^(?:    |ExecStart=)(\S.*)$", text, re.MULTILINE)
    ]


def test_the_readme_is_short() -> None:
    """It leads on to the guides."""
    assert len(README.splitlines()) <= LONGEST


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_the_documents_lead_somewhere(name: str) -> None:
    """To a file that is there and, after a `#`, to a heading of it."""
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", DOCUMENTS[name]):
        path, _, anchor = target.partition("#")
        found = (ROOT / name).parent / path if path else ROOT / name
        assert found.exists(), target
        if anchor:
            assert anchor in list_headings(found.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_a_document_has_people_type_is_understood(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name, arguments and options; a synopsis with brackets is none."""

    def stop(_: object) -> None:
        raise ParsedError

    monkeypatch.setattr("api.cli.main.check_text", stop)
    for line in list_typed(DOCUMENTS[name]):
        typed = re.fullmatch(r"(?:\S*/)?vertebra ([^[>]*)(?:> \S+)?", line)
        if typed:
            with pytest.raises(ParsedError):
                main(shlex.split(typed[1]))
        elif line.startswith("make "):
            assert re.search(rf"^{line[5:]}:", (ROOT / "Makefile").read_text(), re.MULTILINE), line


def test_every_file_that_contributing_names_is_there() -> None:
    """But those that its recipes have somebody write, and folders that are made."""
    named = re.findall(r"`((?:\.ci|api|content|locales|requirements|tests)/[\w./*-]+)`", DOCUMENTS["CONTRIBUTING.md"])

    assert len(named) > 30
    assert [name for name in named if not list(ROOT.glob(name.removesuffix("/")))] == []


def test_every_route_is_in_the_reference() -> None:
    """Each resource that the application routes."""
    for route in sorted({path for handler in HANDLERS for path in handler.paths}):
        path = re.sub(r"\{(\w+):str\}", r"{\1}", route)
        if (not path.endswith(".json") or path == "/openapi.json") and not path.startswith("/docs/"):
            path = re.sub(r"/\{(variant|locale|name)\}$", "", path) if "problems" not in path else path
            assert f"`{path}`" in REFERENCE, path


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_in_the_reference(setting: Setting) -> None:
    """Its option, its variable and, if it has one, its default in one row."""
    default = f"`{setting.default}` |" if setting.default else ""
    assert f"| `--{setting.name}` | `{setting.variable}` | {default}" in REFERENCE


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_problem_is_in_the_reference(kind: Kind) -> None:
    """Its type and its status in one row."""
    assert f"| `/problems/{kind.name}` | {kind.status} |" in REFERENCE


def test_the_page_of_codes_has_the_words_of_explain() -> None:
    """Each code with its severity and what it means; `make codes` writes the page anew."""
    assert DOCUMENTS["api/checks/README.md"] == render_codes()


def test_every_command_is_in_a_guide(capsys: pytest.CaptureFixture[str]) -> None:
    """Each that `vertebra --help` lists."""
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    ([a-z-]+)(?: {2,}|$)", capsys.readouterr().out, re.MULTILINE)
    assert {"serve", "sync", "ask-reviewer"} <= set(commands)
    guides = REFERENCE + TRANSLATORS + REVIEWERS
    assert [name for name in commands if not re.search(rf"vertebra {name}(?![\w-])", guides)] == []


def test_the_readme_says_once_how_the_command_is_found() -> None:
    """Before it names the first one; both guides say it too, where somebody begins with them."""
    assert README.count(". .venv/bin/activate") == 1
    assert README.index(". .venv/bin/activate") < README.index("    vertebra ")
    for guide in (TRANSLATORS, REVIEWERS):
        assert guide.count(". .venv/bin/activate") == 1


def test_the_translators_guide_names_what_there_is() -> None:
    """Each command, code and file that it speaks of exists, and it speaks of each command that translators have."""
    guide = TRANSLATORS
    commands = {"sync", "confirm", "check", "explain", "status", "locale", "preview", "handoff", "accept"}
    assert commands == set(re.findall(r"vertebra ([a-z]+)", guide))
    assert {outcome.value for outcome in MessageOutcome} <= set(re.findall(r"^\| `([a-z ]+)` \|", guide, re.MULTILINE))
    assert set(re.findall(r"vertebra explain ([a-z]+)", guide)) <= set(Code)
    assert (ROOT / "locales" / "weblate.json").is_file()


def test_the_translators_guide_shows_messages_as_the_spanish_catalog_has_them() -> None:
    """A translator copies an example: its English is today's, its Spanish the catalog's, and a fuzzy one keeps the hedge too."""
    guide = TRANSLATORS
    catalog = read_catalog(ROOT / "locales" / "es" / "LC_MESSAGES" / "vertebroplasty.po", LocaleTag("es"))
    assert isinstance(catalog, Catalog)
    messages = {message.msgctxt: message for message in catalog.messages}
    kept = tomllib.loads((ROOT / "tests" / "http" / "meaning" / "es.toml").read_text())
    pattern = r'((?:^    #.*\n)*)^    msgctxt "(.*)"\n    msgid "(.*)"\n    msgstr "(.*)"$'
    examples = re.findall(pattern, guide, re.MULTILINE)

    assert len(examples) == guide.count("    msgctxt ") >= 2
    for comments, msgctxt, msgid, msgstr in examples:
        message = messages[msgctxt]
        assert (msgid, [each for each in kept[msgctxt].values() if each not in msgstr]) == (message.msgid, [])
        assert "#, fuzzy" in comments or msgstr == message.msgstr


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_is_in_the_reference(reason: str) -> None:
    """With why."""
    assert f"| `{reason}` | " in REFERENCE


def find_floors() -> dict[str, int]:
    """How high each package and module of api/ lies, by the contract of the layers."""
    contract = (ROOT / "pyproject.toml").read_text().partition("layers = [")[2].partition("\n]")[0]
    floors = [name.split(" | ") for name in re.findall(r'"(.*)"', contract)]
    return {f"api/{name}": height for height, names in enumerate(reversed(floors)) for name in names}


@pytest.mark.parametrize("shape", [shapes.Section, shapes.Topic, shapes.ProvenanceBody, shapes.Links, shapes.Labels])
def test_every_field_of_an_answer_is_in_the_reference(shape: type[Struct]) -> None:
    """In the section about answers, with what it says."""
    part = REFERENCE.partition("\n## What an answer holds\n")[2].partition("\n## ")[0]

    assert {name for name in shape.__struct_fields__ if f"`{name}`" not in part} == set()


def test_the_table_of_rooms_is_the_packages() -> None:
    """Each package and module of api/, in the order in which they import."""
    listed = re.findall(r"^\| `(api/[a-z.]+)` \|", DOCUMENTS["CONTRIBUTING.md"], re.MULTILINE)
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "api").iterdir()
        if path.name not in {"__init__.py", "__pycache__"}
    }

    assert found == set(listed)
    heights = [find_floors()[name.removesuffix(".py")] for name in listed]
    assert heights == sorted(heights)


def test_the_readmes_layout_has_every_room() -> None:
    """Some in one line, in the order in which they import."""
    rows = re.findall(r"^    api/([a-z/., ]+?)  ", README, re.MULTILINE)
    listed = [f"api/{name.removesuffix('.py')}" for row in rows for name in row.split(", ")]
    floors = find_floors()

    assert set(listed) == set(floors)
    assert [floors[name] for name in listed] == sorted(floors.values())


def test_the_curl_example_runs(door: Door) -> None:
    """The first request of the README, and of the reference, gives Spanish risks with their notices."""
    (command,) = re.findall(r"^curl .*$", REFERENCE, re.MULTILINE)
    assert f"    {command}\n" in README
    words = shlex.split(command)
    name, _, value = words[words.index("-H") + 1].partition(": ")
    reply = door.ask_lines(words[-1].removeprefix("http://127.0.0.1:8000"), [(name, value)])

    assert (reply.status, reply.json["locale"], reply.json["id"]) == (200, "es", "risks")
    assert reply.json["notices"]


def test_the_table_of_languages_tells_what_is_answered() -> None:
    """Each row of it, with the English and the French signed: the language of the words, and that of the first notice."""
    door = open_door(build_release(sign_off(read_project(SHIPPED), "en", "fr"), Policy.SIGNED))
    answers = {"the Arabic stand-in": ("en", "ar"), "French": ("fr", None), "English": ("en", None)}
    table = REFERENCE.partition("| `Accept-Language` |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|:,]+)[^|]*\|$", table, re.MULTILINE)

    assert len(rows) == 5
    for wishes, answer in rows:
        section = door.ask_lines("/v1/topics/vertebroplasty/sections/risks", [("accept-language", wishes)]).json
        notice = section["notices"][0]["locale"] if section["notices"] else None
        assert (section["locale"], notice) == answers[answer.strip()], wishes


def test_the_fetch_example_uses_what_there_is(door: Door) -> None:
    """Each field that the reference's page reads exists, and the notices are in what it shows."""
    (script,) = re.findall(r'<script type="module">(.*?)</script>', REFERENCE, re.DOTALL)
    path = re.findall(r'fetch\("http://127\.0\.0\.1:8000(.*?)"\)', script)[0]
    section = door.ask(path).json

    for field in re.findall(r"section\.(\w+)", script):
        assert field in section
    for field in re.findall(r"words\.(\w+)", script):
        assert field in section["disclaimer"]
    assert all(notice["text"] in section["html"] for notice in section["notices"])


def test_what_partners_can_pin_is_the_newest_bundle() -> None:
    """By the name and the integrity value that their guide shows; it shows no other, and none before the first."""
    newest = read_bundles()[-1:]

    assert set(re.findall(r"vertebra-[0-9a-f]{8,}\.js", PARTNERS)) == {name_bundle(each.hash) for each in newest}
    assert re.findall(r'integrity="(.*?)"', PARTNERS) == [compute_integrity(each.read_body()) for each in newest], (
        "see Changing the web component in CONTRIBUTING.md"
    )


def test_the_partners_guide_names_what_the_component_has() -> None:
    """Each attribute, event, part and custom property, and none that there is not."""
    code = COMPONENT.decode()
    attributes = re.findall(r'"([a-z-]+)"', re.findall(r"observedAttributes = \[(.*?)\]", code)[0])
    tables = PARTNERS.partition("## Attributes")[2]

    assert set(attributes) == set(re.findall(r"^\| `([a-z-]+)` \|", tables.partition("\n## ")[0], re.MULTILINE))
    assert set(re.findall(r'#emit\("([a-z]+)"', code)) == set(
        re.findall(r"^\| `vertebra-([a-z]+)` \|", tables, re.MULTILINE)
    )
    assert set(re.findall(r"--vertebra-[a-z-]+", code)) == set(re.findall(r"--vertebra-[a-z-]+", PARTNERS))
    listed = re.findall(r"`([a-z]+)`", tables.partition("`::part(…)` reaches")[2].partition(". It does not")[0])
    assert set(re.findall(r'make\(.*?, "([a-z]+)"', code)) == set(listed)


def test_the_readmes_two_lines_are_the_guides() -> None:
    """A partner who goes on from the README to the guide keeps what they have."""
    lines = re.findall(r"```html\n(<script.*?)```", PARTNERS, re.DOTALL)[0]

    assert f"```html\n{lines}```" in README.replace("http://127.0.0.1:8000", "https://edu.example.org")


def test_the_addresses_that_the_reference_names_answer(door: Door) -> None:
    """Each concrete path in the text."""
    paths = set(re.findall(r"(?:127\.0\.0\.1:8000|`)(/v1/[a-z0-9/.?=-]+)", README + REFERENCE, re.IGNORECASE))
    concrete = {path.rstrip(".") for path in paths if not path.endswith("/")}

    assert len(concrete) > 8
    assert {path for path in concrete if door.ask(path).status != 200} == set()


def test_every_make_target_is_described() -> None:
    """`make` lists each with a word about it."""
    makefile = (ROOT / "Makefile").read_text()
    phony = makefile.partition(".PHONY: ")[2].partition("\n")[0].split()

    assert set(phony) == set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def test_every_error_is_drawn_in_the_tree_with_its_exit_code() -> None:
    """The drawing at the top of errors.py is the tree."""
    drawn = re.findall(r"(\w+Error) {2,}(\d)", errors.__doc__ or "")

    assert dict(drawn) == {
        name: str(each.exit_code)
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, errors.VertebraError)
    }


def test_the_version_is_in_the_changelog() -> None:
    """The changelog's first entry is the version that the package says."""
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_reviewers_guide_names_what_there_is() -> None:
    """It shows each command that reviewers type, and says what each standing of a record means."""
    typed = {line.split()[1] for line in list_typed(REVIEWERS) if line.startswith("vertebra ")}
    assert typed == {"preview", "sign-off", "withdraw", "ask-reviewer", "impact", "due", "reviewer"}
    for standing in Standing:
        if standing is not Standing.REVOCATION:
            assert f"`{standing}`" in REVIEWERS, standing


def test_every_module_that_make_runs_is_there() -> None:
    """A recipe names modules where no import would miss them."""
    named = re.findall(r"(?:-m|from) ((?:api|tests)[.\w]+)", (ROOT / "Makefile").read_text())

    assert "api.checks.explain" in named
    assert [name for name in named if find_spec(name) is None] == []


def test_the_picture_of_the_states_is_the_codes_own() -> None:
    """`make states` draws it anew."""
    assert (ROOT / "locales" / "states.svg").read_text() == draw_states()
    ET.fromstring(draw_states())  # noqa: S314  our own
    for row in list_states():
        assert row.state in draw_states()


def test_the_guides_reviewers_are_read(tmp_path: Path) -> None:
    """The example is a good `reviewers.toml`."""
    (example,) = re.findall(r"```toml\n(\[\[reviewer\]\].*?)```", REVIEWERS, re.DOTALL)
    (tmp_path / "reviewers.toml").write_text(example)
    reviewers, findings = read_reviewers(tmp_path)
    assert [(each.id, each.roles) for each in reviewers or ()] == [("ana", ("clinical", "linguistic"))]
    assert findings == ()
