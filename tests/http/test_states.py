"""One changed segment makes exactly its section a stand-in, whole, with its reason, in that locale only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from api.model.identifiers import LocaleTag
from api.model.vetting import Policy, State
from api.project.reading import Folders, read_project
from api.release.build import build_release, load_release
from api.release.model import tally_sections
from api.web import cache, negotiation
from tests.asgi import open_door
from tests.builders import SHIPPED, add_locale, copy_project, edit
from tests.staff import add_signoffs, sign_off
from tests.unit.catalogs.test_reader_damage import DAMAGES, Damage

TOPIC = "/v1/topics/vertebroplasty"
LEAK = 'msgctxt "risks/leak"'


def spanish(folders: Folders) -> Path:
    """The Spanish catalog of the topic."""
    return folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"


def untranslate(folders: Folders) -> None:
    """Empty one msgstr."""
    edit(spanish(folders), "fuga de cemento hacia zonas cercanas (ocurre rara vez)", "")


def mark_fuzzy(folders: Folders) -> None:
    """Mark one message fuzzy."""
    edit(spanish(folders), LEAK, f"#, fuzzy\n{LEAK}")


def change_the_english(folders: Folders) -> None:
    """Edit one block, with no sync after it."""
    edit(folders.content / "vertebroplasty" / "risks.md", "(rare)", "(very rare)")


def remove_the_message(folders: Folders) -> None:
    """Take one message out of the catalog."""
    text = spanish(folders).read_text()
    start = text.index("#. list item\n#. Note: Rare") if "#. list item\n#. Note: Rare" in text else text.index(LEAK)
    end = text.index("\n\n", start)
    spanish(folders).write_text(text[:start].rsplit("\n\n", 1)[0] + text[end:])


def remove_the_section(folders: Folders) -> None:
    """Take every message of the section out of the catalog."""
    blocks = spanish(folders).read_text().rstrip("\n").split("\n\n")
    kept = [block for block in blocks if 'msgctxt "risks/' not in block]
    spanish(folders).write_text("\n\n".join(kept) + "\n")


def break_the_markup(folders: Folders) -> None:
    """Put markup where the English has none."""
    edit(spanish(folders), "infección o sangrado", "**infección** o sangrado")


def show_nothing(folders: Folders) -> None:
    """Translate one message by a character that nobody sees."""
    edit(spanish(folders), "fuga de cemento hacia zonas cercanas (ocurre rara vez)", "\u200b")


CHANGES = [
    (show_nothing, "incomplete"),
    (untranslate, "incomplete"),
    (mark_fuzzy, "outdated"),
    (change_the_english, "outdated"),
    (remove_the_message, "incomplete"),
    (remove_the_section, "missing"),
    (break_the_markup, "failed-check"),
]


@pytest.mark.parametrize(("change", "reason"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_change_makes_its_section_a_stand_in(folders: Folders, change: Any, reason: str) -> None:
    """Under `drafts`: the section is English as a whole and says why; the others, and other locales, stay."""
    add_locale(folders, "fr")
    before = open_door(load_release(folders, Policy.DRAFTS))
    change(folders)
    if change is change_the_english:
        # The French follows the English at once; the Spanish does not.
        add_locale_again(folders)
    after = open_door(load_release(folders, Policy.DRAFTS))

    topic = after.ask(f"{TOPIC}/es.json")
    was = before.ask(f"{TOPIC}/es.json").json["sections"]
    for old, new in zip(was, topic.json["sections"], strict=True):
        if new["id"] == "risks":
            assert new["fallback"] == {"from": "es", "reason": reason}
            english = after.ask(f"{TOPIC}/sections/risks/en.json").json
            assert {
                key: english[key] for key in ("locale", "title", "blocks", "digest", "source_digest", "review")
            } == {key: new[key] for key in ("locale", "title", "blocks", "digest", "source_digest", "review")}
            assert [(notice["kind"], notice["locale"]) for notice in new["notices"]] == [
                ("stand-in", "es"), ("draft", "es"), ("stand-in", "en"), ("draft", "en")
            ]  # fmt: skip
        elif new["id"] == "benefits":
            # It requires the risks, so it links their English title now.
            assert [each["title"]["locale"] for each in new["requires"]] == ["en"]
            assert (old["digest"], None) == (new["digest"], new["fallback"])
        else:
            assert old == new
    assert topic.json["complete"] is False
    assert topic.headers["content-language"] == "es, en"
    if change is not change_the_english:
        same = [door.ask(f"{TOPIC}/fr.json").json["sections"] for door in (before, after)]
        assert same[0] == same[1]

    section = after.ask(f"{TOPIC}/sections/risks", accept_language="es, fr;q=0.5")
    # Spanish is no candidate any more: the reader's second language is better than a stand-in.
    assert section.json["locale"] == "fr"
    assert after.ask(f"{TOPIC}/sections/risks?lang=es").headers["content-language"] == "en"
    # An alternate is the same in another language's own words: a stand-in is none.
    english = after.ask(f"{TOPIC}/sections/risks/en.json")
    assert english.json["links"]["alternates"]["locales"] == ["fr"]
    assert 'hreflang="es"' not in after.ask(f"{TOPIC}/sections/risks/en.html").headers["link"]
    counts = next(each for each in after.ask("/v1/locales").json["locales"] if each["locale"] == "es")["sections"]
    assert (counts["served"], counts[reason.replace("-", "_")]) == (7, 1)
    entry = next(
        each
        for each in after.ask("/v1/manifest").json["entries"]
        if (each["section"], each["locale"]) == ("risks", "es")
    )
    assert (reason, {"from": "es", "reason": reason}) == (entry["state"], entry["fallback"])


@pytest.mark.parametrize(("change", "reason"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_change_does_so_under_signed_too(folders: Folders, change: Any, reason: str) -> None:
    """Under `signed`, with everything signed before the change: the signed English stands in."""
    signed = sign_off(read_project(folders), "en", "es")
    change(folders)
    changed = read_project(folders)
    # The author's edit is signed again; the translation's signature is the old one.
    project = add_signoffs(sign_off(changed, "en"), *signed.judgement.signoffs)
    section = open_door(build_release(project, Policy.SIGNED)).ask(f"{TOPIC}/sections/risks/es.json").json

    assert ("en", {"from": "es", "reason": reason}) == (section["locale"], section["fallback"])
    assert {notice["kind"] for notice in section["notices"]} == {"stand-in"}


def test_an_unsigned_translation_awaits_its_sign_off() -> None:
    """Under `signed`, complete and current Spanish that nobody signed is a stand-in for that reason."""
    project = sign_off(read_project(SHIPPED), "en")
    section = open_door(build_release(project, Policy.SIGNED)).ask(f"{TOPIC}/sections/risks/es.json").json

    assert section["fallback"] == {"from": "es", "reason": "awaiting-sign-off"}


def test_one_changed_character_lapses_a_signature(folders: Folders) -> None:
    """Under `signed`, touching the signed Spanish by a comma takes it out of service."""
    signed = sign_off(read_project(folders), "en", "es")
    edit(spanish(folders), "infección o sangrado", "infección, o sangrado")
    project = add_signoffs(read_project(folders), *signed.judgement.signoffs)
    door = open_door(build_release(project, Policy.SIGNED))

    assert door.ask(f"{TOPIC}/sections/risks/es.json").json["fallback"]["reason"] == "awaiting-sign-off"
    assert door.ask(f"{TOPIC}/sections/recovery/es.json").json["fallback"] is None


def test_a_broken_catalog_takes_out_its_locale_alone(folders: Folders) -> None:
    """Every section of the locale stands in as `failed-check`; its URLs live on; others are untouched."""
    add_locale(folders, "fr")
    before = open_door(load_release(folders, Policy.DRAFTS))
    edit(spanish(folders), 'msgstr "infección o sangrado"', 'msgstr "infección o sangrado')
    release = load_release(folders, Policy.DRAFTS)
    door = open_door(release)

    (finding,) = release.findings
    line = spanish(folders).read_text().split("\n").index('msgstr "infección o sangrado') + 1
    assert str(finding).startswith(
        f"{spanish(folders)}:{line}:8: error po-syntax the quote that opens here is not closed"
    )
    assert {each["fallback"]["reason"] for each in door.ask(f"{TOPIC}/es.json").json["sections"]} == {"failed-check"}
    assert (
        before.ask(f"{TOPIC}/sections/risks/fr.json").json["blocks"]
        == door.ask(f"{TOPIC}/sections/risks/fr.json").json["blocks"]
    )
    assert door.ask("/health").json["errors"] == 1
    # The interface is another file: its notices still speak Spanish.
    assert "es" in {notice["locale"] for notice in door.ask(f"{TOPIC}/es.json").json["notices"]}


def test_a_broken_interface_takes_out_our_own_words_alone(folders: Folders) -> None:
    """The clinical text is served in Spanish, and every word of ours around it is English."""
    path = folders.locales / "es" / "LC_MESSAGES" / "interface.po"
    path.write_bytes(path.read_bytes()[:-20])
    section = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{TOPIC}/sections/risks/es.json").json

    assert section["locale"] == "es"
    assert {notice["locale"] for notice in section["notices"]} == {"en"}
    assert {notice["kind"] for notice in section["notices"]} == {"draft", "machine"}
    assert section["disclaimer"]["locale"] == "en"


def test_a_lost_placeholder_leaves_that_string_english(folders: Folders) -> None:
    """A translation that would drop the publisher's name is not used, and a finding says where."""
    path = folders.locales / "es" / "LC_MESSAGES" / "interface.po"
    edit(
        path,
        'msgstr "Basado en información para pacientes elaborada por {publisher}."',
        'msgstr "Basado en eso."',
    )
    release = load_release(folders, Policy.DRAFTS)
    section = open_door(release).ask(f"{TOPIC}/sections/risks/es.json").json

    assert [finding.code for finding in release.findings] == ["placeholder"]
    assert (section["attribution"]["locale"], section["disclaimer"]["locale"]) == ("en", "es")


def test_a_persons_translation_has_no_machine_notice(folders: Folders) -> None:
    """What translation.toml says of a section decides its method and its notices."""
    (folders.locales / "es" / "translation.toml").write_text(
        'method = "machine-edited"\n[sections."vertebroplasty/risks"]\nmethod = "human"\ntranslators = ["Made Up"]\n'
    )
    door = open_door(load_release(folders, Policy.DRAFTS))
    risks, recovery = (door.ask(f"{TOPIC}/sections/{name}/es.json").json for name in ("risks", "recovery"))

    assert (risks["review"]["method"], [each["kind"] for each in risks["notices"]]) == ("human", ["draft", "draft"])
    assert recovery["review"]["method"] == "machine-edited"
    assert "una persona lo corrigió" in recovery["notices"][1]["text"]


def test_a_misspelt_section_in_the_credits_leaves_the_one_that_is_meant_a_machines(folders: Folders) -> None:
    """A person's name must not come to stand on a machine's words by a slip of the key; the other sections are as it says."""
    path = folders.locales / "es" / "translation.toml"
    path.write_text(
        'method = "human"\ntranslators = ["Made Up"]\n[sections."vertebroplasty/risk"]\nmethod = "machine"\n',
        encoding="utf-8-sig",
    )
    release = load_release(folders, Policy.DRAFTS)
    door = open_door(release)
    methods = [door.ask(f"{TOPIC}/sections/{name}/es.json").json["review"]["method"] for name in ("risks", "recovery")]

    assert methods == ["machine", "human"]
    assert list(map(str, release.findings)) == [
        (
            f"{path}:3:1: error translation-file there is no section 'vertebroplasty/risk'; did you mean 'vertebroplasty/risks'? Until "
            "that is corrected, vertebroplasty/risks counts as machine translation, and nobody can vouch for it"
        )
    ]


def test_markup_in_a_notice_is_refused_and_angle_brackets_are_shown_as_typed(folders: Folders) -> None:
    """Nothing of a catalog becomes HTML: a tag is an error, and the notice English; a lone bracket is text."""
    path = folders.locales / "es" / "LC_MESSAGES" / "interface.po"
    edit(path, "Este texto fue traducido", "Este texto < & fue traducido")
    html = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{TOPIC}/sections/risks/es.json").json["html"]
    assert "Este texto &lt; &amp; fue" in html

    edit(path, "Este texto < & fue traducido", "Este <b>texto</b> fue traducido")
    release = load_release(folders, Policy.DRAFTS)
    html = open_door(release).ask(f"{TOPIC}/sections/risks/es.json").json["html"]
    assert "Este" not in re.findall(r'<p class="vertebra-notice".*?</p>', html)[1]
    assert [finding.code for finding in release.findings] == ["html", "html"]


def test_what_is_remembered_of_requests_is_bounded(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many headers are sent, a fixed number of questions is kept, and no long one."""
    monkeypatch.setattr(cache, "MAX_QUESTIONS", 100)
    door = open_door(load_release(folders, Policy.DRAFTS))
    for number in range(1000):
        door.ask(TOPIC, accept_language=f"es;q=0.{number:03d}", accept_encoding=f"x-{number}")
    door.ask(TOPIC, accept_language="es" + ", fr" * 500)
    names = door.app.asgi_handler._memory._names  # type: ignore[attr-defined]

    assert len(names) == 100
    assert all(sum(map(len, key)) <= cache.MAX_QUESTION for key in names)
    assert len(negotiation._codings) <= negotiation._MAX_CODINGS


def add_locale_again(folders: Folders) -> None:
    """Write the made-up French afresh, after an edit of the English."""
    for path in sorted((folders.locales / "fr" / "LC_MESSAGES").iterdir()):
        path.unlink()
    (folders.locales / "fr" / "LC_MESSAGES").rmdir()
    (folders.locales / "fr").rmdir()
    add_locale(folders, "fr")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_catalog_makes_stand_ins_of_its_locale_alone(damage: Damage, damaged: Folders) -> None:
    """Each kind of damage: named by file and line, its locale English, the other locale served as ever."""
    data = damage.data.encode() if isinstance(damage.data, str) else damage.data
    path = damaged.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    path.write_bytes(data)
    release = load_release(damaged, Policy.DRAFTS)
    spanish, french = (tally_sections(release, LocaleTag(tag)) for tag in ("es", "fr"))

    assert (dict(spanish.states)[State.FAILED_CHECK], spanish.served, french.served) == (8, 0, 8)
    assert (str(path), damage.line) in {(each.file, each.line) for each in release.findings}
    sections = open_door(release).ask(f"{TOPIC}/es.json").json["sections"]
    assert {each["fallback"]["reason"] for each in sections} == {"failed-check"}


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A project whose Spanish catalog each test damages anew."""
    folders = copy_project(tmp_path_factory.mktemp("damaged"))
    add_locale(folders, "fr")
    return folders
