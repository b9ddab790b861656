"""content/: topics are read whole, or every fault in every file is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from api.errors import SourceError
from api.model.content import Procedure, Provenance
from api.model.findings import Code, Finding
from api.source.reader import read_content

TOML = """\
[provenance]
publisher = "A Practice"
published = 2026-01-31

[[section]]
id = "benefits"
aspect = "BenefitsHealthAspect"
requires = ["risks"]

[[section]]
id = "risks"
aspect = "RisksOrComplicationsHealthAspect"
"""
SECTION = "# Title {#title}\n\nWords. {#words}\n"


def lay(content: Path, topic: str = "spine", toml: str = TOML, notes: str | None = None, **sections: str) -> Path:
    """A topic of two sections on disk; content/ is returned."""
    folder = content / topic
    folder.mkdir(parents=True)
    files = {"topic.toml": toml, "benefits.md": SECTION, "risks.md": SECTION}
    files |= {} if notes is None else {"notes.toml": notes}
    files |= {f"{name}.md": markdown for name, markdown in sections.items()}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return content


def swap(before: str, after: str) -> str:
    """topic.toml with one change."""
    assert TOML.count(before) == 1
    return TOML.replace(before, after)


def refuse(content: Path) -> tuple[Finding, ...]:
    """What a refused content/ is blamed for."""
    with pytest.raises(SourceError) as caught:
        read_content(content)
    assert "\n".join(map(str, caught.value.findings)) == str(caught.value)
    return caught.value.findings


def told(findings: tuple[Finding, ...]) -> list[tuple[str, int, Code, str]]:
    """File name, line, code and message of each."""
    return [(each.file.rpartition("/")[2], each.line, each.code, each.message) for each in findings]


def test_a_topic_is_read_with_its_sections_in_the_authors_order(tmp_path: Path) -> None:
    """Ids, aspects, requirements and files come from topic.toml, in its order."""
    (topic,) = read_content(lay(tmp_path))
    expected = [
        ("benefits", "BenefitsHealthAspect", ("risks",), "content/spine/benefits.md"),
        ("risks", "RisksOrComplicationsHealthAspect", (), "content/spine/risks.md"),
    ]
    assert expected == [(each.id, each.aspect, each.requires, each.file) for each in topic.sections]
    assert [each.msgctxt for each in topic.sections[0].segments] == ["benefits/title", "benefits/words"]


def test_provenance_is_read(tmp_path: Path) -> None:
    """Publisher and date are there; contact, url and terms where the author wrote them."""
    named = {"contact": "a@example.org", "url": "https://example.org/a", "terms": "https://example.org/b"}
    lines = "".join(f'{key} = "{value}"\n' for key, value in named.items())
    (plain,) = read_content(lay(tmp_path / "plain"))
    (full,) = read_content(lay(tmp_path / "full", toml=swap("2026-01-31\n", f"2026-01-31\n{lines}")))
    assert Provenance(publisher="A Practice", published=date(2026, 1, 31)) == plain.provenance
    assert Provenance("A Practice", date(2026, 1, 31), **named) == full.provenance


def test_the_procedure_is_read(tmp_path: Path) -> None:
    """What the topic is about, for machines, where the author says it; each fact may be left out but the name."""
    about = '[procedure]\nname = "Vertebroplasty"\n'
    facts = 'type = "PercutaneousProcedure"\nbody_location = "Spine"\n'
    (plain,) = read_content(lay(tmp_path / "plain"))
    said = "# Vertebroplasty of the spine {#title}\n\nWords. {#words}\n"
    (named,) = read_content(lay(tmp_path / "named", toml=swap("[provenance]", f"{about}[provenance]"), risks=said))
    (full,) = read_content(lay(tmp_path / "full", toml=swap("[provenance]", f"{about}{facts}[provenance]"), risks=said))

    assert plain.procedure is None
    assert Procedure(name="Vertebroplasty") == named.procedure
    assert Procedure("Vertebroplasty", "PercutaneousProcedure", "Spine") == full.procedure


@pytest.mark.parametrize("fact", ['name = "Stop your blood thinner"', 'name = "Title"\nbody_location = "Brain"'])
def test_the_procedure_says_nothing_that_no_section_says(tmp_path: Path, fact: str) -> None:
    """Machines are told it beside signed words, so it has to be among the words that are signed."""
    (finding,) = refuse(lay(tmp_path, toml=swap("[provenance]", f"[procedure]\n{fact}\n[provenance]")))
    assert "which no section says" in finding.message


def test_several_topics_come_sorted_by_id(tmp_path: Path) -> None:
    """Each folder is a topic; hidden folders and loose files are none."""
    for name in ("spine", "hip", ".git"):
        lay(tmp_path, name)
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert [topic.id for topic in read_content(tmp_path)] == ["hip", "spine"]


def test_a_note_reaches_its_segment(tmp_path: Path) -> None:
    """notes.toml is keyed by section/block."""
    (topic,) = read_content(lay(tmp_path, notes='"risks/words" = "Plain words."\n'))
    notes = {each.msgctxt: each.note for section in topic.sections for each in section.segments if each.note}
    assert notes == {"risks/words": "Plain words."}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (swap("publisher", "colour = 1\npublisher"), "Object contains unknown field `colour` - at `$.provenance`"),
        ("colour = 1\n" + TOML, "Object contains unknown field `colour`"),
        (swap('"BenefitsHealthAspect"', '"Benefits"'), "Invalid enum value 'Benefits' - at `$.section[0].aspect`"),
        (swap('publisher = "A Practice"\n', ""), "Object missing required field `publisher` - at `$.provenance`"),
        (swap("2026-01-31", '"soon"'), "Expected `date`, got `str` - at `$.provenance.published`"),
        (
            swap("[provenance]", '[procedure]\nname = "x"\ntype = "Magic"\n[provenance]'),
            "Invalid enum value 'Magic' - at `$.procedure.type`",
        ),
        (
            swap("[provenance]", '[procedure]\nkind = "x"\n[provenance]'),
            "Object contains unknown field `kind` - at `$.procedure`",
        ),
        (
            swap('["risks"]', '["costs"]'),
            "'benefits' requires 'costs', which is no other section of this topic",
        ),
        (
            swap('["risks"]', '["benefits"]'),
            "'benefits' requires 'benefits', which is no other section of this topic",
        ),
        (
            TOML + '\n[[section]]\nid = "risks"\naspect = "RisksOrComplicationsHealthAspect"\n',
            "the section 'risks' is listed twice; remove one",
        ),
        ('source = "de"\n' + TOML, 'source = "de" is not supported; the source locale is "en"'),
        ("section = []\n" + TOML.partition("[[")[0], "a topic has at least one [[section]]"),
        (TOML.partition("[[")[0], "Object missing required field `section`"),
    ],
)
def test_a_faulty_topic_file_is_refused(tmp_path: Path, toml: str, message: str) -> None:
    """What topic.toml may not say is one finding that names it."""
    assert [("topic.toml", 0, Code.CONTENT_FILE, message)] == told(refuse(lay(tmp_path, toml=toml)))


def test_a_malformed_toml_is_refused_with_its_place(tmp_path: Path) -> None:
    """TOML's own complaint, which names line and column, is passed on."""
    (finding,) = refuse(lay(tmp_path, toml=TOML + "oops\n"))
    assert str(tmp_path / "spine" / "topic.toml") == finding.file
    assert "line 13" in finding.message


@pytest.mark.parametrize("tag", ["it", "fil", "zh-hans", "pt-br"])
def test_a_section_may_not_be_named_like_a_locale(tmp_path: Path, tag: str) -> None:
    """Ignoring case, a section id that is a tag of the table is refused."""
    toml = TOML.replace('"risks"', f'"{tag}"')
    expected = [
        (
            "topic.toml",
            0,
            Code.CONTENT_FILE,
            f"the section id {tag!r} is a language tag; URLs could not tell them apart",
        )
    ]
    assert expected == told(refuse(lay(tmp_path, toml=toml)))


def test_capitals_do_not_hide_a_language_tag(tmp_path: Path) -> None:
    """`PT-br` is told to be a language tag, not only to be malformed, so that lower case is not the next try."""
    findings = refuse(lay(tmp_path, toml=TOML.replace('"risks"', '"PT-br"')))
    assert "the section id 'PT-br' is a language tag; URLs could not tell them apart" in [f.message for f in findings]


@pytest.mark.parametrize("name", ["Risks", "the_risks", "../risks", "", "risks/x"])
def test_a_malformed_section_id_is_refused(tmp_path: Path, name: str) -> None:
    """A section id is lower-case words joined by hyphens, so it never leaves its folder."""
    message = f"the section id {name!r} is malformed; use lower-case words joined by hyphens"
    toml = TOML.replace('"risks"', f'"{name}"')
    assert [("topic.toml", 0, Code.CONTENT_FILE, message)] == told(refuse(lay(tmp_path, toml=toml)))


@pytest.mark.parametrize("name", ["Spine", "my_spine", "spine 2", "interface"])
def test_a_folder_that_cannot_be_a_topic_is_refused(tmp_path: Path, name: str) -> None:
    """A topic's folder is named by an id, and `interface` is taken by our own words."""
    message = f"the folder name {name!r} cannot be a topic's id; use lower-case words joined by hyphens"
    assert [("topic.toml", 0, Code.CONTENT_FILE, message)] == told(refuse(lay(tmp_path, name)))


@pytest.mark.parametrize("name", ["topic.toml", "risks.md"])
def test_a_missing_file_is_one_finding(tmp_path: Path, name: str) -> None:
    """A file that topic.toml names, or topic.toml itself, must be there."""
    (lay(tmp_path) / "spine" / name).unlink()
    expected = [(name, 0, Code.CONTENT_FILE, "cannot be read: No such file or directory")]
    assert expected == told(refuse(tmp_path))


@pytest.mark.parametrize("name", ["topic.toml", "risks.md", "notes.toml"])
def test_a_file_that_is_not_utf_8_is_one_finding_on_its_line(tmp_path: Path, name: str) -> None:
    """The line of the first wrong byte is named, and nothing else is said of the file."""
    (lay(tmp_path, notes="") / "spine" / name).write_bytes("# a\n# ó\n".encode("latin-1"))
    expected = [(name, 2, Code.CONTENT_FILE, "is not UTF-8 text; save it as UTF-8")]
    assert expected == told(refuse(tmp_path))


def test_a_note_for_no_block_is_refused(tmp_path: Path) -> None:
    """A note that nobody would ever see is a fault."""
    content = lay(tmp_path, notes='"risks/words" = "a"\n"risks/gone" = "b"\n')
    message = "there is no block risks/gone; a note is keyed by section/block"
    assert [("notes.toml", 0, Code.CONTENT_FILE, message)] == told(refuse(content))


def test_a_note_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """notes.toml maps blocks to texts."""
    expected = [("notes.toml", 0, Code.CONTENT_FILE, "Expected `str`, got `int` - at `$[...]`")]
    assert expected == told(refuse(lay(tmp_path, notes='"risks/words" = 1\n')))


def test_an_empty_folder_holds_no_topic(tmp_path: Path) -> None:
    """content/ without a topic is refused, since nothing could be served."""
    (finding,) = refuse(tmp_path)
    assert (str(tmp_path), "holds no topic; a topic is a folder with a topic.toml") == (finding.file, finding.message)


def test_an_absent_folder_is_refused_with_the_option_to_use(tmp_path: Path) -> None:
    """The message names --content."""
    (finding,) = refuse(tmp_path / "none")
    assert finding.message == "cannot be read (No such file or directory); name the folder with --content"


def test_faults_of_all_files_are_found_in_one_run(tmp_path: Path) -> None:
    """Faults of two topics and several files come sorted by file and line."""
    lay(tmp_path, "hip", toml=swap('["risks"]', '["costs"]'))
    lay(tmp_path, "spine", notes='"risks/gone" = "b"\n', benefits="# A {#title}\n\nb\n\nc\n", risks="> d\n")
    expected = [
        ("topic.toml", 0, Code.CONTENT_FILE),
        ("benefits.md", 3, Code.BLOCK_ID),
        ("benefits.md", 5, Code.BLOCK_ID),
        ("notes.toml", 0, Code.CONTENT_FILE),
        ("risks.md", 1, Code.BLOCK_KIND),
        ("risks.md", 1, Code.BLOCK_KIND),
        ("risks.md", 1, Code.BLOCK_KIND),
    ]
    assert expected == [each[:3] for each in told(refuse(tmp_path))]


@pytest.mark.parametrize(
    ("file", "text", "found", "named"),
    [
        ("notes.toml", '"risks/words" = "soft\u200bly"\n', (1, 22, Code.INVISIBLE), "U+200B"),
        ("notes.toml", '"risks/words" = "a\u000bb"\n', (1, 19, Code.INVISIBLE), "U+000B (a control character)"),
        ("notes.toml", '"risks/words" = "a\\u000Bb"\n', (0, 0, Code.INVISIBLE), "risks/words: U+000B"),
        ("notes.toml", '"risks/words" = "a\\nb"\n', (0, 0, Code.INVISIBLE), "U+000A"),
        ("topic.toml", swap("A Practice", "A Prac\u00adtice"), (2, 20, Code.INVISIBLE), "U+00AD"),
        ("topic.toml", swap("A Practice", "A \u202ePractice"), (2, 16, Code.BIDI), "U+202E (right-to-left override)"),
        (
            "topic.toml",
            swap('"A Practice"', '"""A\n\tPractice"""'),
            (0, 0, Code.INVISIBLE),
            "provenance.publisher: U+000A",
        ),
        (
            "topic.toml",
            swap("[prov", '[procedure]\nname = "x\\u2028y"\n[prov'),
            (0, 0, Code.INVISIBLE),
            "procedure.name: ",
        ),
    ],
)
def test_a_string_that_is_no_line_of_text_is_refused(
    tmp_path: Path, file: str, text: str, found: tuple[int, int, Code], named: str
) -> None:
    """Whatever file of ours it stands in: at its place, or by its key where it is written as an escape."""
    lay(tmp_path, notes="")
    (tmp_path / "spine" / file).write_text(text, encoding="utf-8")
    (finding,) = refuse(tmp_path)
    assert finding.file == str(tmp_path / "spine" / file)
    assert (finding.line, finding.column, finding.code) == found
    assert named in finding.message
