"""The rule of DESIGN section 5: states, both policies, sign-offs and withdrawals."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from api.model.catalog import Credit, Message
from api.model.content import Section, Text
from api.model.exact_words import digest_words
from api.model.findings import Code, Finding, Severity
from api.model.identifiers import BlockId, Digest, LocaleTag, SectionId, TopicId
from api.model.vetting import POLICIES, Policy, Reason, Role, SignOff, State, Withdrawal
from api.model.wording import Gap, Line, Wording, digest_json
from api.release.shown import Shown, Withheld, decide, reason_for
from api.source.segments import make_segments
from api.vetting.edition import Vetted, vet_wording
from api.vetting.project import Judgement, Project
from api.vetting.translate import author_section, list_surroundings, show_source, show_wording
from api.vetting.vouching import valid_signoffs
from tests.staff import vouch

EN, ES = LocaleTag("en"), LocaleTag("es")
HEADING = Text(id=BlockId("title"), source="Risks", line=1)
SECTION = Section(
    id=SectionId("risks"),
    topic=TopicId("spine"),
    aspect="RisksOrComplicationsHealthAspect",
    requires=(),
    heading=HEADING,
    blocks=(),
    segments=make_segments(SectionId("risks"), HEADING, ()),
    file="content/spine/risks.md",
)
SOURCE = author_section(SECTION)
DIGEST = Digest("sha256:" + "0" * 64)


def spanish(words: str = "Riesgos", gap: Gap | None = None) -> Wording:
    """The section in Spanish."""
    lines = tuple(Line(segment, words, gap) for segment in SECTION.segments)
    return Wording(SECTION, ES, lines, gap, Credit(), "es.po")


def found(severity: Severity) -> Finding:
    """A check's finding in the Spanish."""
    return Finding("es.po", 7, 1, severity, Code.MARKUP, "odd", ES)


def vetted(wording: Wording, state: State) -> Vetted:
    """A wording in a state, however it came to it."""
    words = show_wording(wording)
    return Vetted(
        wording=wording,
        state=state,
        words=words,
        digest=digest_words(words),
        source_digest=digest_words(show_source(wording.section)),
    )


def vet(
    wording: Wording,
    findings: tuple[Finding, ...] = (),
    signoffs: tuple[SignOff, ...] = (),
    withdrawals: tuple[Withdrawal, ...] = (),
    source: Vetted | None = None,
) -> Vetted:
    """The wording in a project with these records; the source of a translation is signed, unless it is given."""
    if wording.locale != EN and source is None:
        source = vetted(author_section(wording.section), State.SIGNED_OFF)
    project = Project(topics=(), judgement=Judgement(signoffs=signoffs), withdrawals=withdrawals)
    return vet_wording(project, wording, findings, source)


def sign_words(wording: Wording, role: Role | None = None, bound: str | None = None) -> SignOff:
    """A signature of the words, bound to what stands beside them today or to something else."""
    told, source = digest_json(list_surroundings(wording.section)), digest_words(show_source(wording.section))
    today = told if wording.locale == EN else source
    return vouch(digest_words(show_wording(wording)), wording.locale, role, bound=today if bound is None else bound)


ENGLISH_DRAFT = vetted(SOURCE, State.DRAFT)
ENGLISH_SIGNED = replace(ENGLISH_DRAFT, state=State.SIGNED_OFF, signoffs=(sign_words(SOURCE),))
SPINE_RISKS = Withdrawal(TopicId("spine"), SectionId("risks"))
SIGNED = sign_words(spanish())


@pytest.mark.parametrize(
    ("wording", "findings", "signoffs", "withdrawals", "state"),
    [
        (spanish(), (), (), (), State.DRAFT),
        (spanish(), (), (SIGNED,), (), State.SIGNED_OFF),
        (spanish(), (found("warning"), found("info")), (), (), State.DRAFT),
        (spanish(), (found("warning"),), (SIGNED,), (), State.SIGNED_OFF),
        (spanish(), (found("warning"), found("error")), (), (), State.FAILED_CHECK),
        (spanish(), (found("error"),), (SIGNED,), (), State.FAILED_CHECK),
        (spanish(gap="missing"), (found("error"),), (SIGNED,), (), State.MISSING),
        (spanish(gap="incomplete"), (found("error"),), (), (), State.INCOMPLETE),
        (spanish(gap="outdated"), (found("error"),), (), (), State.OUTDATED),
        (spanish(gap="outdated"), (found("error"),), (), (SPINE_RISKS,), State.WITHDRAWN),
        (spanish(), (), (SIGNED,), (SPINE_RISKS,), State.WITHDRAWN),
        (spanish(), (), (SIGNED,), (Withdrawal(TopicId("spine")),), State.WITHDRAWN),
        (spanish(), (), (), (Withdrawal(TopicId("spine"), SectionId("benefits")),), State.DRAFT),
        (spanish(), (), (), (Withdrawal(TopicId("hip"), SectionId("risks")),), State.DRAFT),
        (spanish(), (), (), (Withdrawal(TopicId("hip")),), State.DRAFT),
        (SOURCE, (), (), (), State.DRAFT),
        (SOURCE, (), (sign_words(SOURCE),), (), State.SIGNED_OFF),
        (SOURCE, (found("error"),), (), (), State.FAILED_CHECK),
        (SOURCE, (), (sign_words(SOURCE),), (SPINE_RISKS,), State.WITHDRAWN),
    ],
)
def test_the_state_is_the_first_row_that_fits(
    wording: Wording,
    findings: tuple[Finding, ...],
    signoffs: tuple[SignOff, ...],
    withdrawals: tuple[Withdrawal, ...],
    state: State,
) -> None:
    """Withdrawn, then the gap, then an error, then whether somebody signed."""
    result = vet(wording, findings, signoffs, withdrawals)
    assert (state, wording, digest_words(show_wording(wording))) == (result.state, result.wording, result.digest)


@pytest.mark.parametrize(
    ("locale", "signoffs", "valid"),
    [
        (ES, (), ()),
        (ES, (vouch(DIGEST, ES),), (0,)),
        (ES, (vouch(DIGEST, ES, "clinical"),), ()),
        (ES, (vouch(DIGEST, ES, "clinical"), vouch(DIGEST, ES)), (0, 1)),
        (ES, (vouch(DIGEST, "fr"),), ()),
        (ES, (vouch(DIGEST, EN),), ()),
        (ES, (vouch("sha256:" + "1" * 64, ES),), ()),
        (ES, (vouch("sha256:" + "1" * 64, ES), vouch(DIGEST, ES, "clinical")), ()),
        (ES, (vouch(DIGEST, "fr"), vouch(DIGEST, ES)), (1,)),
        (EN, (vouch(DIGEST, EN),), (0,)),
        (EN, (vouch(DIGEST, EN, "linguistic"),), ()),
        (EN, (vouch(DIGEST, EN, "linguistic"), vouch(DIGEST, EN)), (0, 1)),
    ],
)
def test_a_sign_off_counts_in_its_role_locale_and_digest_only(
    locale: LocaleTag, signoffs: tuple[SignOff, ...], valid: tuple[int, ...]
) -> None:
    """The source needs a clinician and a translation a linguist; without that role none of the others counts."""
    assert tuple(signoffs[index] for index in valid) == valid_signoffs(
        Judgement(signoffs=signoffs), DIGEST, locale, frozenset((Digest(""),))
    )


@pytest.mark.parametrize("role", ["clinical", "linguistic"])
def test_a_translation_is_signed_by_the_linguistic_role(role: Role) -> None:
    """A clinician who signs alone vouches for a language that he may not read: the wording stays a draft."""
    signoff = sign_words(spanish(), role)
    expected = (State.SIGNED_OFF, (signoff,)) if role == "linguistic" else (State.DRAFT, ())
    result = vet(spanish(), (), (signoff,), ())
    assert expected == (result.state, result.signoffs)


@pytest.mark.parametrize(
    ("gap", "findings", "signoffs", "unsigned", "signed"),
    [
        (None, (), (SIGNED,), State.DRAFT, State.SIGNED_OFF),
        (None, (), (), State.DRAFT, State.DRAFT),
        (None, (found("error"),), (SIGNED,), State.FAILED_CHECK, State.FAILED_CHECK),
        ("outdated", (), (SIGNED,), State.OUTDATED, State.OUTDATED),
        ("missing", (), (SIGNED,), State.MISSING, State.MISSING),
    ],
)
def test_a_translation_is_signed_off_only_if_its_source_is(
    gap: Gap | None, findings: tuple[Finding, ...], signoffs: tuple[SignOff, ...], unsigned: State, signed: State
) -> None:
    """Beside a source that nobody signed it is a draft at best; its own signature waits."""
    under = [vet(spanish(gap=gap), findings, signoffs, (), source=each) for each in (ENGLISH_DRAFT, ENGLISH_SIGNED)]

    assert [unsigned, signed] == [each.state for each in under]
    assert [signoffs, signoffs] == [each.signoffs for each in under]


def test_all_that_vouch_are_the_translations_own_and_its_sources() -> None:
    """None where it is a draft."""
    alone, both = (vet(spanish(), (), (SIGNED,), (), source=each) for each in (ENGLISH_DRAFT, ENGLISH_SIGNED))

    assert alone.vouching == ()
    assert both.vouching == (SIGNED, *ENGLISH_SIGNED.signoffs)


@pytest.mark.parametrize("words", ["Riesgo", "riesgos", "Riesgos.", "Riesgos "])
def test_a_sign_off_lapses_when_one_character_changes(words: str) -> None:
    """What was signed is those words and no others."""
    result = vet(spanish(words), (), (SIGNED,), ())
    assert (result.state, result.signoffs) == (State.DRAFT, ())


def test_a_sign_off_lapses_when_the_english_changes() -> None:
    """A translation was signed as one of that English."""
    heading = Text(id=BlockId("title"), source="Risk", line=1)
    section = replace(SECTION, heading=heading, segments=make_segments(SectionId("risks"), heading, ()))
    lines = tuple(Line(segment, "Riesgos") for segment in section.segments)
    changed = Wording(section, ES, lines, None, Credit(), "es.po")
    assert ((result := vet(changed, (), (SIGNED,), ())).state, result.signoffs) == (State.DRAFT, ())


@pytest.mark.parametrize("wording", [spanish(), SOURCE])
def test_a_sign_off_holds_for_what_it_was_bound_to_alone(wording: Wording) -> None:
    """A translation's for the English that it was read against; the English's for what is told beside it."""
    signed, other = sign_words(wording), sign_words(wording, bound="sha256:" + "0" * 64)
    assert vet(wording, (), (signed,), ()).signoffs == (signed,)
    assert vet(wording, (), (other,), ()).state is State.DRAFT
    assert vet(wording, (), (sign_words(wording, bound=""),), ()).state is State.DRAFT


@pytest.mark.parametrize(
    "changed",
    [
        replace(SECTION, publisher="Somebody else"),
        replace(SECTION, aspect="BenefitsHealthAspect"),
        replace(SECTION, requires=(SectionId("benefits"),)),
    ],
)
def test_what_is_told_beside_the_english_is_signed_with_it(changed: Section) -> None:
    """Its publisher, what it is about, what belongs beside it; the words are the same."""
    signed, now = sign_words(SOURCE), author_section(changed)
    result = vet(now, (), (signed,), ())
    assert (result.state, result.digest) == (State.DRAFT, signed.digest)
    assert vet(now, (), (sign_words(now),), ()).state is State.SIGNED_OFF


def test_a_sign_off_outlives_a_new_credit_file_or_line() -> None:
    """Who translated, in which file and line, is not what a reviewer signs."""
    lines = tuple(replace(line, message=Message("x/y", "", "", fuzzy=True, line=99)) for line in spanish().lines)
    moved = replace(spanish(), lines=lines, file="other.po", credit=Credit("human", ("ana",)))
    assert vet(moved, (), (SIGNED,), ()).state is State.SIGNED_OFF


OWN = {
    State.WITHDRAWN: ("withheld", "withheld", "withdrawn"),
    State.MISSING: ("stand-in", "stand-in", "missing"),
    State.INCOMPLETE: ("stand-in", "stand-in", "incomplete"),
    State.OUTDATED: ("stand-in", "stand-in", "outdated"),
    State.FAILED_CHECK: ("stand-in", "stand-in", "failed-check"),
    State.DRAFT: ("stand-in", "itself", "awaiting-sign-off"),
    State.SIGNED_OFF: ("itself", "itself", None),
}
"""The table of DESIGN section 5: under `signed`, under `drafts`, and the reason where it is not itself."""

SPANISH_DRAFTS, FRENCH_DRAFTS = Policy(drafts_in=(ES,)), Policy(drafts_in=(LocaleTag("fr"), LocaleTag("gu")))
ALL_POLICIES = (*POLICIES, SPANISH_DRAFTS, FRENCH_DRAFTS)


def find_withholding(source: State, policy: Policy) -> Reason | None:
    """The source's states in which every locale's section is withheld, and the reason."""
    if source is State.DRAFT:
        return None if policy == Policy.DRAFTS else "awaiting-sign-off"
    return {State.WITHDRAWN: "withdrawn", State.FAILED_CHECK: "failed-check"}.get(source)  # type: ignore[return-value]


SOURCE_STATES = (State.WITHDRAWN, State.FAILED_CHECK, State.DRAFT, State.SIGNED_OFF)


def answer(own: Vetted, source: Vetted, policy: Policy) -> tuple[str, Reason | None]:
    """What the table says of a translation beside its source."""
    column = 1 if policy in {Policy.DRAFTS, SPANISH_DRAFTS} else 0
    if own.state is State.WITHDRAWN:
        return "withheld", "withdrawn"
    if (withheld := find_withholding(source.state, policy)) is not None:
        return "withheld", withheld
    kind, reason = OWN[own.state][column], OWN[own.state][2]
    return kind, None if kind == "itself" else reason  # type: ignore[return-value]


@pytest.mark.parametrize("policy", ALL_POLICIES, ids=str)
@pytest.mark.parametrize("source_state", SOURCE_STATES)
@pytest.mark.parametrize("own_state", OWN)
def test_a_reader_gets_what_the_table_says(own_state: State, source_state: State, policy: Policy) -> None:
    """Every state of a translation x every state of its source x each policy: itself, a stand-in, or nothing."""
    source = vetted(SOURCE, source_state)
    own = replace(vetted(spanish(), own_state), source=source)
    kind, reason = answer(own, source, policy)
    expected: Shown | Withheld = Shown(own, source, reason) if kind == "stand-in" else Shown(own, own)
    if kind == "withheld" and reason is not None:
        expected = Withheld(own, reason)
    assert expected == decide(own, policy)


@pytest.mark.parametrize("policy", ALL_POLICIES, ids=str)
@pytest.mark.parametrize("state", SOURCE_STATES)
def test_a_reader_of_the_source_gets_itself_or_nothing(state: State, policy: Policy) -> None:
    """The source never stands in for itself."""
    source = vetted(SOURCE, state)
    reason = find_withholding(state, policy)
    expected = Withheld(source, reason) if reason else Shown(source, source)
    assert expected == decide(source, policy)


@pytest.mark.parametrize("state", [state for state in State if state is not State.SIGNED_OFF])
def test_a_reason_is_the_states_name_but_for_a_draft(state: State) -> None:
    """DESIGN section 5: `awaiting-sign-off` for a draft."""
    assert ("awaiting-sign-off" if state is State.DRAFT else state.value) == reason_for(state)


def test_under_the_default_policy_an_unsigned_project_shows_nothing() -> None:
    """With no sign-off at all, source and translation are withheld: nobody vouched for either."""
    own = vet(spanish(), source=vet(SOURCE))
    assert Withheld(own, "awaiting-sign-off") == decide(own, Policy.SIGNED)
    assert vouch(DIGEST, ES).day == date(2026, 3, 1)
