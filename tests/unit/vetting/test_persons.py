"""Who is the same person, however the name is written."""

from __future__ import annotations

from datetime import date

import pytest

from api.model.addresses import is_same_address
from api.model.catalog import Credit
from api.model.findings import Complaint
from api.model.identifiers import LocaleTag
from api.model.ledger import Reviewer, group_reviewers
from api.vetting.persons import compare_names, why_not_independent


def reviewer(identity: str, name: str, email: str | None = None) -> Reviewer:
    """Made up."""
    return Reviewer(
        id=identity, name=name, credentials="RN", organisation=None, roles=("linguistic",), locales=(LocaleTag("es"),),
        start=date(2026, 1, 1), end=None, email=email,
    )  # fmt: skip


PEOPLE = group_reviewers(
    (
        reviewer("ana", "Ana Pérez", "ana@made-up.example"),
        reviewer("ben", "Ben Example"),
        reviewer("second", "Dr. Pérez, Ana"),
        reviewer("third", "Carla Maria Iglesias", "ana@made-up.example"),
        reviewer("dan", "Dan Example"),
    )
)


@pytest.mark.parametrize(
    "translator",
    [
        "ana", "ANA", " ana ", "Ana Pérez", "ana perez", "Perez, Ana", "PEREZ Ana", "Dr. Ana Pérez", "Ana Pérez, MD, PhD",
        "Ana Pérez M.D., Ph.D.", "Prof. Dr. med. Ana Pérez", "Аna Рerez", "Ａｎａ Ｐｅｒｅｚ", "Ana\u200b Pérez", "Ana Pe\u0301rez",
        "ana@made-up.example", "аna@made-up.example", "аnа", "second", "third", "Ana",
        "Eva Other; Ana Perez", "Ana Pérez, certified interpreter",
    ],
)  # fmt: skip
def test_a_name_is_known_however_it_is_written(translator: str) -> None:
    """By id, name, address, title, order, capitals, accents, look-alike letters; and under another id."""
    assert why_not_independent(PEOPLE, "ana", Credit("human", (translator,))) == Complaint(
        "ana translated it, and nobody vouches for their own translation"
    )
    assert why_not_independent(PEOPLE, "dan", Credit("human", ("Eva Other", translator))) is None
    assert why_not_independent(PEOPLE, "ana", Credit("machine-edited", (translator,))) is None


@pytest.mark.parametrize(
    "translator",
    [
        "A. Perez", "Perez, A.", "A Pérez", "Pérez", "Ana Maria Pérez", "Ana Pérez Gómez", "ana, ben", "ben and ana", "Ana Pérez Gómez and others",
    ],
)  # fmt: skip
def test_a_name_that_may_be_the_reviewers_is_taken_for_it(translator: str) -> None:
    """And it says that it is a doubt, and what settles it."""
    reason = why_not_independent(PEOPLE, "ana", Credit("human", (translator,)))
    assert reason is not None
    assert f"ana may be “{translator}”" in reason.message
    assert "whole name" in reason.message


@pytest.mark.parametrize(
    "translator", ["ben", "Ben Example", "Eva Pérez", "Ana Gómez Ruiz", "Perez, Eva", "E. Pérez", "bena"]
)
def test_another_person_is_another(translator: str) -> None:
    """Who bears one of the names bears not both; an id is its own entry's person."""
    assert why_not_independent(PEOPLE, "ana", Credit("human", (translator,))) is None


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("王小明", "小明 王", "same"),
        ("Nguyễn Thị Hoa", "Hoa Nguyen Thi", "same"),
        ("Łukasz Øst", "lukasz ost", "same"),
        ("Seán O’Brien", "Sean O'Brien", "same"),
        ("Νina Κoch", "Nina Koch", "same"),
        ("Omar ALI", "Omar Al1", "same"),
        ("रीता शर्मा", "शर्मा रीता", "same"),
        ("रमा सेन", "रम सेन", None),
        ("Jean-Luc Petit", "Jean Luc Petit", "same"),
        ("J.-L. Petit", "Jean-Luc Petit", "doubtful"),
        ("Dr.", "Dr.", "same"),
        ("…", "Ana", None),
        ("李小龙", "李小龙医生", "doubtful"),
        ("李小龙", "王五和李小龙", "doubtful"),
        ("李 小龙", "李小龙医生", "doubtful"),
        ("김민수", "번역 김민수님", "doubtful"),
        ("李小龙", "王小龙", None),
        ("Jürgen Müller", "Juergen Mueller", "doubtful"),
        ("Søren Åberg", "Soeren Aaberg", "doubtful"),
        ("Jürgen Müller", "Johan Mueller", None),
        ("Siobhán O'Brien", "Siobhan Oʹbrien Smith", "doubtful"),
        ("Siobhán O'Brien", "Siobhan O´Brien", "same"),
    ],
)
def test_names_are_compared_as_they_look(one: str, other: str, likeness: str | None) -> None:
    """In any script."""
    assert (compare_names(one, other), compare_names(other, one)) == (likeness, likeness)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana@made-up.example", "ANA@Made-Up.example", True),
        ("ana@made-up.example", "аna@made-up.example", True),
        ("ana@made-up.example", "ana@maɗe-up.example", False),
        ("bill@made-up.example", "bi11@made-up.example", True),
        ("ana@made-up.example", None, False),
        (None, None, False),
    ],
)
def test_addresses_that_look_alike_are_one(one: str | None, other: str | None, *, same: bool) -> None:
    """None is nobody's."""
    assert is_same_address(one, other) is same


MEMBERS = group_reviewers(
    (
        reviewer("ana", "Ana Alpha", "ana@hospital.example"),
        reviewer("alpha-2", "Alpha, Ana"),
        reviewer("ben", "Ben Beta"),
        reviewer("dan", "Dan Delta", "dan@hospital.example"),
    )
)


@pytest.mark.parametrize("who", ["ana", "alpha-2"])
@pytest.mark.parametrize(
    "translator",
    [
        "ana (volunteer)", "ana - Example Hospital", "Ana – Example Hospital", "team: ana", "ana with Carla", "ana con Carla", "ana plus ben", "ana ben",
        "Ana Ben", "ana\\ben", "ana|ben", "ana•ben", "ana·ben", "ana：ben", "ana、ben", "ana，ben", "ana和ben", "译者ana", "ana.", "Carla Gamma, with ana",
    ],
)  # fmt: skip
def test_an_id_anywhere_in_a_text_is_taken_for_its_person(who: str, translator: str) -> None:
    """Whatever stands beside it, and for whoever has another id besides; not for another person."""
    reason = why_not_independent(MEMBERS, who, Credit("human", (translator,)))
    assert reason is not None
    assert f"{who} may be “{translator}”" in reason.message
    assert why_not_independent(MEMBERS, "dan", Credit("human", (translator,))) is None


@pytest.mark.parametrize(
    "translator",
    [
        "<ana@hospital.example>",
        "mailto:ana@hospital.example",
        "Anita <ANA@hospital.example>",
        "(ana@hospital.example).",
    ],
)
def test_an_address_anywhere_in_a_text_is_taken_for_its_person(translator: str) -> None:
    """Whatever stands beside it."""
    assert why_not_independent(MEMBERS, "ana", Credit("human", (translator,))) is not None
    assert why_not_independent(MEMBERS, "dan", Credit("human", (translator,))) is None


@pytest.mark.parametrize(
    "translator",
    ["Ana Gómez Ruiz", "Ana Gómez-Ruiz", "ana-maria", "diana", "ana@hospital.example.org", "diana@hospital.example"],
)
def test_what_only_holds_an_id_or_an_address_is_another(translator: str) -> None:
    """A whole name is compared as a name, and a longer id or address is another's."""
    assert why_not_independent(MEMBERS, "ana", Credit("human", (translator,))) is None
