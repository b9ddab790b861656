"""locales/: folders, credits, and the second opinion that Babel gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import PoFileError, read_po
from msgspec.structs import replace

from api.catalogs import examine
from api.catalogs.credits import UNKNOWN, Credits, parse_credits
from api.catalogs.reader import read_catalog, read_locales
from api.errors import CatalogError
from api.files.folders import folder_of, tag_of
from api.model.catalog import BrokenCatalog, Credit, Translation
from api.model.findings import Code, Finding
from api.model.identifiers import LocaleTag, SectionId
from tests.builders import header
from tests.unit.catalogs.builders import ENTRY, ES, HEAD, SPINE, lay, parse_catalog, whole, with_field

CLEAN = (HEAD + ENTRY).encode()
MACHINE_NOTE = "until then all is machine"


def credit(tmp_path: Path, toml: str | bytes) -> Translation:
    """The Spanish translation with this translation.toml."""
    (tmp_path / "es").mkdir(parents=True)
    (tmp_path / "es" / "translation.toml").write_bytes(toml.encode() if isinstance(toml, str) else toml)
    ((translation,), _) = read_locales(tmp_path, (SPINE,))
    return translation


def read_by(monkeypatch: pytest.MonkeyPatch, answer: BabelCatalog | Exception) -> tuple[Finding, ...]:
    """What a clean file is blamed for where Babel answers so."""

    def read_otherwise(*_: Any, **__: Any) -> BabelCatalog:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(examine, "read_po", read_otherwise)
    with pytest.raises(CatalogError) as caught:
        parse_catalog(CLEAN, "es.po", ES)
    assert "\n".join(map(str, caught.value.findings)) == str(caught.value)
    return caught.value.findings


@pytest.mark.parametrize(
    ("msgstr", "flags"), [(None, ()), ("otro cemento", ()), ("cemento", ("fuzzy",))], ids=["lost", "changed", "fuzzy"]
)
def test_a_message_that_babel_reads_otherwise_is_refused(
    monkeypatch: pytest.MonkeyPatch, msgstr: str | None, flags: tuple[str, ...]
) -> None:
    """A message that Babel drops, changes or doubts is refused on its line: nobody knows which reading is right."""
    other = BabelCatalog()
    if msgstr is not None:
        other.add("cement", msgstr, context="risks/leak", flags=flags)
    message = "Babel reads this message in another way; write its strings afresh on one line each"
    assert (Finding("es.po", 7, 1, "error", Code.PO_SYNTAX, message, ES),) == read_by(monkeypatch, other)


@pytest.mark.parametrize("fault", [ValueError("odd"), LookupError("odd"), PoFileError("odd", BabelCatalog(), "x", 4)])
def test_a_file_that_babel_refuses_is_refused(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Babel's own complaint is passed on as a finding, whatever kind of exception it is."""
    (finding,) = read_by(monkeypatch, fault)
    assert (finding.file, finding.code) == ("es.po", Code.PO_SYNTAX)
    assert finding.message.startswith("Babel refuses the file: odd")


def test_babel_is_given_the_very_messages_under_a_header_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both readers read the same messages, Babel strictly; no date, language or plural form of a header reaches it."""
    seen = []

    def spy(file: Any, **options: Any) -> BabelCatalog:
        seen.append((file.getvalue(), options))
        return read_po(file, **options)

    monkeypatch.setattr(examine, "read_po", spy)
    obsolete = '\n#= fuzzy\n#~| msgid "w"\n#~ msgid "x"\n#~ msgstr "y"\n'
    hostile = with_field("Plural-Forms: nplurals=2; plural=__import__('os').system('id');")
    parse_catalog((hostile + obsolete).encode(), "es.po", ES)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n' + '""\n' * 4
    changed = obsolete.replace("#=", "#,").replace('#~| msgid "w"', "#")
    assert seen == [((head + "\n" + ENTRY.lstrip() + changed).encode(), {"abort_invalid": True})]


@pytest.mark.parametrize(
    ("toml", "own", "sections"),
    [
        ("", Credit(), ()),
        ('method = "machine"', Credit("machine"), ()),
        ('method = "machine-edited"\ntranslators = ["ana"]', Credit("machine-edited", ("ana",)), ()),
        ('method = "machine-edited"', Credit("machine-edited"), ()),
        ('method = "human"\ntranslators = ["ana"]', Credit("human", ("ana",)), ()),
        (
            '[sections."spine/risks"]\nmethod = "human"\ntranslators = ["ana"]',
            Credit(),
            (("spine/risks", Credit("human", ("ana",))),),
        ),
        (
            'method = "human"\ntranslators = ["ana"]\n[sections."spine/risks"]',
            Credit("human", ("ana",)),
            (("spine/risks", Credit("human", ("ana",))),),
        ),
        (
            'translators = ["ana"]\n[sections."spine/risks"]\nmethod = "human"\n[sections.interface]\ntranslators = []',
            Credit("machine", ("ana",)),
            (("spine/risks", Credit("human", ("ana",))), ("interface", Credit())),
        ),
    ],
)
def test_credits_are_read(tmp_path: Path, toml: str, own: Credit, sections: tuple[tuple[str, Credit], ...]) -> None:
    """translation.toml says who translated and how, for the locale and for single sections."""
    translation = credit(tmp_path, toml)
    assert (own, sections, ()) == (translation.credit, translation.section_credits, translation.findings)


def test_a_section_without_its_own_credit_has_the_locales(tmp_path: Path) -> None:
    """`credit_for` answers with the section's credit, else with the locale's."""
    translation = credit(tmp_path, 'method = "machine-edited"\n[sections."spine/risks"]\nmethod = "machine"')
    assert Credit("machine") == translation.credit_for("spine/risks")
    assert Credit("machine-edited") == translation.credit_for("spine/benefits")


ANONYMOUS = 'method = "human" needs translators; name who translated it'
FORGED = "`authored` is the English's method; a translation is machine, machine-edited or human"
FORM = '; the form is method = "human" and translators = ["ana", "Ben Example"]'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('method = "human"', ANONYMOUS),
        ('method = "human"\ntranslators = []', ANONYMOUS),
        ('method = "human"\ntranslators = ["ana", " … "]', ANONYMOUS),
        ('method = "authored"', FORGED),
        ('method = "magic"', "Invalid enum value 'magic' - at `$.method`" + FORM),
        ('colour = "red"', "unknown field `colour`; there are method, translators"),
        ('method = "human"\ntranslator = "ana"', "unknown field `translator`; did you mean `translators`?"),
        ('translators = "ana"', "Expected `array`, got `str` - at `$.translators`" + FORM),
    ],
)
def test_a_credit_that_cannot_be_believed_counts_as_a_machines(tmp_path: Path, toml: str, message: str) -> None:
    """At the top, for every section that says nothing else; below a section's name, for that one alone."""
    top = credit(tmp_path / "top", f'{toml}\n[sections.interface]\nmethod = "machine"\ntranslators = []')
    assert top.findings[0].message == message
    assert (top.credit, top.credit_for("spine/risks"), top.credit_for("interface")) == (UNKNOWN, UNKNOWN, Credit())

    own = credit(tmp_path / "own", f'[sections."spine/risks"]\n{toml}')
    effect = "until that is corrected, spine/risks counts as machine translation, and nobody can vouch for it"
    assert [(each.line, each.message, each.hint) for each in own.findings] == [(1, f"spine/risks: {message}", effect)]
    assert (own.credit_for("spine/risks"), own.credit_for("spine/benefits"), UNKNOWN.method) == (
        UNKNOWN,
        Credit(),
        "machine",
    )


def test_a_leftover_credit_does_nothing(tmp_path: Path) -> None:
    """It is a finding that says so, at its line; what is a slip for a section concerns that section."""
    toml = (
        'method = "human"\ntranslators = ["ana"]\n[sections."spine/old"]\nmethod = "machine"\n[sections."spine/riks"]\n'
    )
    own = credit(tmp_path / "own", f'{toml}[sections."spine/risks"]\ntranslators = ["ben"]\n')
    assert own.credit_for("spine/risks") == Credit("human", ("ben",))
    translation = credit(tmp_path, toml)
    assert (translation.credit_for("spine/benefits"), translation.credit_for("spine/risks")) == (
        Credit("human", ("ana",)),
        UNKNOWN,
    )
    assert [(each.line, each.message) for each in translation.findings] == [
        (3, "there is no section 'spine/old', so this entry does nothing; delete it"),
        (5, "there is no section 'spine/riks'; did you mean 'spine/risks'?"),
    ]


RISKS, BOTH = ("spine/risks",), ("spine/benefits", "spine/risks")


@pytest.mark.parametrize(
    ("key", "concerned"),
    [
        ("spine.risks", RISKS),
        ("spine.risk", RISKS),
        ('spine."risks"', RISKS),
        ('"spine.risks"', RISKS),
        ("Spine.Risks", RISKS),
        ("risks", RISKS),
        ("risk", RISKS),
        ('"*/risks"', RISKS),
        ("spine", BOTH),
        ("spin", BOTH),
        ('"spine/*"', BOTH),
        ('"spine/"', BOTH),
        ('"*"', BOTH),
    ],
)
def test_a_credit_whose_key_is_no_quoted_section_ends_what_it_may_mean(key: str, concerned: tuple[str, ...]) -> None:
    """Its translator must not vouch for it: nobody can, until the key is written as the complaint says; another entry stays."""
    toml = f'[sections.{key}]\nmethod = "human"\ntranslators = ["ana"]\n'
    said = parse_credits(toml, frozenset(BOTH))
    assert isinstance(said, Credits)
    assert said.sections == tuple((each, UNKNOWN) for each in concerned)
    (complaint,) = said.complaints
    assert complaint.line == 1
    assert concerned[0] in complaint.message
    assert f"until that is corrected, {', '.join(concerned)} count" in complaint.hint

    beside = parse_credits(toml + toml.replace(f"{key}]", '"spine/risks"]').replace("ana", "ben"), frozenset(BOTH))
    assert isinstance(beside, Credits)
    assert dict(beside.sections)["spine/risks"] == Credit("human", ("ben",))


def test_every_credit_below_an_unquoted_topic_is_found() -> None:
    """Each with its line, and how to write it; and what is said of the topic itself."""
    toml = '[sections.spine]\nmethod = "machine"\n[sections.spine.risks]\n[sections.spine.benefits]\n'
    said = parse_credits(toml, frozenset(BOTH))
    assert isinstance(said, Credits)
    assert dict(said.sections) == dict.fromkeys(BOTH, UNKNOWN)
    assert [(each.line, each.message) for each in said.complaints] == [
        (3, "there is no section 'spine.risks'; write [sections.\"spine/risks\"], with the quotes."),
        (4, "there is no section 'spine.benefits'; write [sections.\"spine/benefits\"], with the quotes."),
        (1, "there is no section 'spine'; write [sections.\"spine/benefits\"] for each section, with the quotes."),
    ]


@pytest.mark.parametrize(
    "toml", ["method =", b'method = "\xf3"', "sections = 1"], ids=["malformed", "not UTF-8", "no table of sections"]
)
def test_a_broken_credit_file_counts_as_machine(tmp_path: Path, toml: str | bytes) -> None:
    """A file that is no TOML or no UTF-8 says nothing; the locale stays."""
    translation = credit(tmp_path, toml)
    assert (translation.credit, translation.section_credits) == (UNKNOWN, ())
    assert [finding.code for finding in translation.findings] == [Code.TRANSLATION_FILE]
    assert translation.findings[0].hint == MACHINE_NOTE


def test_without_a_credit_file_all_is_machine(tmp_path: Path) -> None:
    """Nobody has to write translation.toml, and nobody gains by leaving it out."""
    lay(tmp_path, ES, CLEAN)
    ((translation,), _) = read_locales(tmp_path, (SPINE,))
    assert (Credit("machine"), ()) == (translation.credit, translation.findings)


@pytest.mark.parametrize(
    "folder", ["pt_BR", "zh_Hans", "es", "ht", "fil", "de"], ids=lambda folder: f"{folder} is a locale"
)
def test_a_folder_named_by_a_tag_is_a_locale(tmp_path: Path, folder: str) -> None:
    """The folder's name with hyphens is the locale, in the table or in CLDR, with or without files."""
    (tmp_path / folder).mkdir()
    assert ((Translation(locale=tag_of(folder), catalogs=()),), ()) == read_locales(tmp_path, (SPINE,))


@pytest.mark.parametrize("folder", ["nonsense", "zz", "x" * 200, "templates"])
def test_a_folder_of_another_name_is_not_served(tmp_path: Path, folder: str) -> None:
    """A folder whose name is no tag in the underscore form is one finding, and no locale."""
    (tmp_path / folder).mkdir()
    message = "is not named by a language tag that we know, so it is not served; pt_BR is the form"
    finding = Finding(str(tmp_path / folder), 0, 0, "error", Code.LOCALE_FOLDER, message)
    assert ((), (finding,)) == read_locales(tmp_path, (SPINE,))


@pytest.mark.parametrize(("folder", "name"), [("zh", "zh_Hans"), ("pt", "pt_BR")])
def test_a_language_has_no_second_folder(tmp_path: Path, folder: str, name: str) -> None:
    """A folder of the bare language, empty as it may be, takes nothing from the locale that we have of it."""
    for each in (folder, name):
        (tmp_path / each).mkdir()
    tag = tag_of(name)
    message = f"is written {tag} here, so it is not served; name the folder {name}, or remove it"
    finding = Finding(str(tmp_path / folder), 0, 0, "error", Code.LOCALE_FOLDER, message)
    assert ((Translation(locale=tag, catalogs=()),), (finding,)) == read_locales(tmp_path, (SPINE,))


@pytest.mark.parametrize(
    ("folder", "tags", "names"),
    [
        ("pt-BR", "pt-BR", "pt_BR"),
        ("PT_br", "pt-BR", "pt_BR"),
        ("ES", "es", "es"),
        ("es_", "es", "es"),
        ("sr@latin", "sr-Latn", "sr_Latn"),
        ("sr_RS@latin", "sr-Latn-RS", "sr_Latn_RS"),
        ("ca_ES.UTF-8", "ca-ES", "ca_ES"),
        ("zh_CHT", "zh-Hant", "zh_Hant"),
        ("zh_TW_#Hant", "zh-Hant-TW", "zh_Hant_TW"),
        ("b+zh+Hant", "zh-Hant", "zh_Hant"),
        ("zh-rTW", "zh-Hant", "zh_Hant"),
        ("es_Latn", "es", "es"),
        ("iw", "he", "he"),
        ("in", "id", "id"),
        ("mo", "ro", "ro"),
        ("no", "nb", "nb"),
        ("sh", "sr-Latn", "sr_Latn"),
        ("tl", "fil", "fil"),
        ("Spanish", "es", "es"),
        ("Chinese", "zh-Hans or zh-Hant", "zh_Hans or zh_Hant"),
    ],
)
def test_a_folder_that_is_spelled_otherwise_is_told_its_name(
    tmp_path: Path, folder: str, tags: str, names: str
) -> None:
    """It is not served, a finding says what it is to be called, and the others are there as ever."""
    for name in (folder, "fr", "zh_Hans"):
        (tmp_path / name).mkdir()
    (one, other), (finding,) = read_locales(tmp_path, (SPINE,))

    assert (one.locale, other.locale) == ("fr", "zh-Hans")
    assert (finding.file, finding.code) == (str(tmp_path / folder), Code.LOCALE_FOLDER)
    assert finding.message.endswith(f"not served; do you mean {tags}? Name the folder {names}")


def test_what_is_no_locale_folder_is_passed_over(tmp_path: Path) -> None:
    """The source's folder, hidden folders and loose files are no translations and no faults."""
    for name in ("en", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "spine.pot").write_text("x", encoding="utf-8")
    assert read_locales(tmp_path, (SPINE,)) == ((), ())


def test_an_absent_folder_has_no_locales(tmp_path: Path) -> None:
    """Without locales/ the source is served alone, and a finding names the option."""
    message = "cannot be read (No such file or directory), so only English is served; name the folder with --locales"
    finding = Finding(str(tmp_path / "none"), 0, 0, "error", Code.LOCALE_FOLDER, message)
    assert ((), (finding,)) == read_locales(tmp_path / "none", (SPINE,))


def test_locales_come_sorted_by_tag(tmp_path: Path) -> None:
    """The order is the tags', whatever the file system's."""
    for name in ("zh_Hant", "pt_BR", "fr", "pt_PT"):
        (tmp_path / name).mkdir()
    translations, _ = read_locales(tmp_path, (SPINE,))
    assert [translation.locale for translation in translations] == ["fr", "pt-BR", "pt-PT", "zh-Hant"]


def test_each_domain_is_read_for_itself(tmp_path: Path) -> None:
    """A broken interface takes out the interface only, and a file of no topic is not looked at."""
    path = lay(tmp_path, ES, CLEAN)
    broken = lay(tmp_path, ES, b"", "interface")
    lay(tmp_path, ES, b"", "notes")
    ((translation,), _) = read_locales(tmp_path, (SPINE,))
    assert whole(path, ES) == translation.find_catalog("spine")
    assert str(broken) == getattr(translation.find_catalog("interface"), "file", None)
    assert isinstance(translation.find_catalog("interface"), BrokenCatalog)
    assert [domain for domain, _ in translation.catalogs] == ["spine", "interface"]


def test_a_domain_without_a_file_is_absent(tmp_path: Path) -> None:
    """No file is no catalog, and no fault."""
    lay(tmp_path, ES, CLEAN)
    ((translation,), _) = read_locales(tmp_path, (SPINE,))
    assert translation.find_catalog("interface") is None


def test_a_catalog_that_cannot_be_opened_is_broken(tmp_path: Path) -> None:
    """A folder in a file's place is a finding, not a crash."""
    path = tmp_path / "spine.po"
    path.mkdir()
    finding = Finding(str(path), 0, 0, "error", Code.PO_ENCODING, "cannot be read: Is a directory", ES)
    assert BrokenCatalog(file=str(path), locale=ES, findings=(finding,)) == read_catalog(path, ES)


def test_the_folder_decides_the_locale(tmp_path: Path) -> None:
    """The same bytes in two folders are whole in one and refused in the other."""
    data = (header("pt_BR") + ENTRY).encode()
    path = lay(tmp_path, LocaleTag("pt-BR"), data)
    lay(tmp_path, LocaleTag("gl"), data)
    (galician, brazilian), _ = read_locales(tmp_path, (SPINE,))
    assert isinstance(galician.find_catalog("spine"), BrokenCatalog)
    assert whole(path, LocaleTag("pt-BR")) == brazilian.find_catalog("spine")


@pytest.mark.parametrize(("tag", "folder"), [("es", "es"), ("pt-BR", "pt_BR"), ("zh-Hant-HK", "zh_Hant_HK")])
def test_tags_and_folder_names_are_each_others_inverse(tag: str, folder: str) -> None:
    """Hyphens outside, underscores on disk."""
    assert (folder, tag) == (folder_of(LocaleTag(tag)), tag_of(folder))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('[[term]]\nen = ["bone"]\nuse = ["hue\u200bso"]\n', (3, 12, Code.INVISIBLE)),
        ('[[term]]\nen = ["bone"]\nuse = ["hueso"]\nnote = "a\u000bb"\n', (4, 10, Code.INVISIBLE)),
        ('[[term]]\nen = ["bone"]\nuse = ["\u202ehueso"]\n', (3, 9, Code.BIDI)),
        ('[[term]]\nen = ["bo\\u000Bne"]\nuse = ["hueso"]\n', (0, 0, Code.GLOSSARY_FILE)),
    ],
)
def test_a_glossary_of_what_nobody_sees_checks_no_term(
    tmp_path: Path, written: str, found: tuple[int, int, Code]
) -> None:
    """It is said at its place, or by its key; a joiner that the spelling needs is none."""
    (tmp_path / "es").mkdir()
    file = tmp_path / "es" / "glossary.toml"
    file.write_text(written, encoding="utf-8")
    ((translation,), _) = read_locales(tmp_path, (SPINE,))
    findings = [(each.file, each.line, each.column, each.code) for each in translation.findings]
    assert findings[0] == (str(file), *found)
    assert findings[-1] == (str(file), 0, 0, Code.GLOSSARY_FILE)
    assert translation.glossary.terms == ()

    file.write_text('[[term]]\nen = ["go"]\nuse = ["می\u200cروند"]\n', encoding="utf-8")
    ((translation,), _) = read_locales(tmp_path, (SPINE,))
    assert (translation.findings, translation.glossary.terms[0].use) == ((), ("می\u200cروند",))


@pytest.mark.parametrize("name", ["A\u200bna", "Ana\u202e", "A\\nna"])
def test_a_translator_whose_name_cannot_be_read_is_no_credit(tmp_path: Path, name: str) -> None:
    """Until it can, all counts as machine translation."""
    translation = credit(tmp_path, f'method = "human"\ntranslators = ["{name}"]\n')
    assert translation.credit == UNKNOWN


@pytest.mark.parametrize(("folder", "section"), [("de", "de"), ("nds", "nds"), ("pt_AO", "pt-ao")])
def test_a_locale_named_as_a_section_is_not_served(tmp_path: Path, folder: str, section: str) -> None:
    """An address such as /read/spine/de would be two pages; a finding says so, and the other locales are there."""
    for name in (folder, "fr"):
        (tmp_path / name).mkdir()
    named = replace(SPINE, sections=(replace(SPINE.sections[0], id=SectionId(section)),))
    (french,), (finding,) = read_locales(tmp_path, (named,))

    assert french.locale == "fr"
    assert (finding.file, finding.severity, finding.code) == (str(tmp_path / folder), "error", Code.LOCALE_FOLDER)
    assert finding.message == (
        f"is named as the section spine/{section}, and addresses could not tell them apart, so it is not served; rename the section"
    )
