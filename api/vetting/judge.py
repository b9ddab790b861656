"""Which records of the ledgers count: pure, and judged anew each time from what the files say.

A signature counts unless

1. its ledger was edited or damaged: then none in that ledger does, for what is missing may have been a revocation;
2. its words, or the English that they were read against, are gone, do not have the digest that it names, or are another
   section's or locale's;
3. it is dated in the future;
4. its reviewer is unknown, or was not entitled on that day, in that role and locale;
5. its reviewer is one of those who translated the text, as it says itself or as `translation.toml` says today;
6. it says that somebody attests where the answer came from, and that is nobody else;
7. it was revoked: by any line that names its section and role, and is dated no earlier.

Ending a reviewer's time ends no signature that was given within it. A revocation counts whoever wrote it, for it can only
take away; that its writer could not write it is a finding all the same. Who signed may take back, and so may who is entitled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from api.model.catalog import Credit, Translation
from api.model.characters import why_not_lines
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.ledger import (
    Byline,
    Ledger,
    People,
    Record,
    Reviewer,
    Revocation,
    SameMeaning,
    Signed,
    SignOffRecord,
    Tie,
    find_entry,
    group_reviewers,
    is_ended,
)
from api.model.locales import SOURCE
from api.model.records import SKEW
from api.model.vetting import Role, SignOff
from api.vetting.meaning import compare_wordings, list_to_type
from api.vetting.persons import is_same_person, why_not_independent
from api.vetting.project import Judged, Judgement


def judge_ledgers(
    ledgers: Iterable[Ledger],
    reviewers: tuple[Reviewer, ...] | None,
    now: datetime,
    translations: Iterable[Translation] = (),
) -> Judgement:
    """Which records count, and what is wrong with the others.

    None counts where it cannot be known who may sign (`reviewers` is None), nor where it cannot be known who translated, since
    nobody vouches for their own words.
    """
    translated = {translation.locale: translation for translation in translations}
    people = None if reviewers is None else group_reviewers(reviewers)
    records: list[Judged] = []
    findings: list[Finding] = []
    for ledger in ledgers:
        findings += ledger.faults
        records += _judge_ledger(ledger, people, now, translated.get(ledger.locale))
    findings += [said for judged in records if (said := judged.fault or judged.doubt)]
    ordered = sorted(records, key=lambda judged: (judged.entry.record.at, judged.entry.record.id))
    counting = [
        (judged, record)
        for judged in ordered
        if judged.counts and not isinstance(record := judged.entry.record, Revocation)
    ]
    return Judgement(
        records=tuple(records),
        signoffs=tuple(_make_signoff(judged, record) for judged, record in counting if judged.own is None),
        ties=tuple(tie for judged, record in counting if (tie := _make_tie(judged.ledger, record)) is not None),
        findings=tuple(findings),
        next_turn=min((judged.turn for judged in records if judged.entry.record.at > now + SKEW), default=None),
    )


def _judge_ledger(
    ledger: Ledger, people: People | None, now: datetime, translation: Translation | None
) -> Iterator[Judged]:
    revocations = [entry.record for entry in ledger.entries if isinstance(entry.record, Revocation)]
    for entry in ledger.entries:
        record = entry.record
        code, complaint = Code.LEDGER, _why_not_consistent(ledger, record)
        if complaint is None and people is not None:
            code, complaint = Code.SIGNATURE, _why_not_given(ledger, record, people, now)
        fault = None
        if complaint is not None:
            told = Complaint(f"{record.section}: {complaint}", _render_effect(record, code, now), entry.line)
            fault = told.make_finding(ledger.file, code, ledger.locale)
        credit = translation.credit_for(record.section) if translation else Credit()
        byline, doubt = _choose_byline(ledger, record, people or {})
        yield Judged(
            ledger=ledger,
            entry=entry,
            fault=fault,
            byline=byline,
            doubt=None
            if doubt is None
            else Finding(ledger.file, entry.line, 1, "warning", Code.SIGNATURE, doubt.message, ledger.locale),
            revoked=not isinstance(record, Revocation) and any(is_ended(record, each) for each in revocations),
            known=people is not None and credit.known,
            own=why_not_independent(people or {}, record.reviewer, credit),
        )


def _render_effect(record: Record, code: Code, now: datetime) -> str:
    """What becomes of a record with which something is wrong."""
    if not isinstance(record, Revocation):
        return "this record does not count"
    if code is Code.LEDGER:
        return "so it takes nothing back"
    ahead = ", also those to come until then" if record.at > now + SKEW else ""
    return f"it takes the signatures back all the same{ahead}"


def _why_not_consistent(ledger: Ledger, record: Record) -> Complaint | None:
    """How the record disagrees with itself, its place or its words; None where it does not."""
    if record.section.partition("/")[0] != ledger.domain:
        return Complaint(f"its section is not this ledger's, which is {ledger.domain}'s")
    if isinstance(record, Revocation):
        return (
            None
            if _list_ended(ledger, record)
            else Complaint(f"no {record.role} signature of {record.section} stands before it here")
        )
    if not isinstance(record, SameMeaning):
        return (
            _why_not_words(ledger, record, record.digest)
            or _why_not_bound(ledger, record)
            or _why_not_credited(ledger, record)
        )
    if ledger.locale != SOURCE or record.before == record.digest:
        return Complaint(f"a change of the {SOURCE} wording can keep its meaning, and nothing else can")
    digests = (record.before, record.digest)
    wrong = next((why for digest in digests if (why := _why_not_words(ledger, record, digest))), None)
    return wrong or _why_not_same_meaning(ledger, record)


def _why_not_same_meaning(ledger: Ledger, record: SameMeaning) -> Complaint | None:
    """Why the two wordings cannot be said to mean the same, or were not compared as they must be."""
    before, after = ledger.find_words(record.before), ledger.find_words(record.digest)
    if before is None or after is None:
        return None
    if not any(
        isinstance(each.record, SignOffRecord)
        and (each.record.digest, each.record.role) == (record.before, record.role)
        for each in ledger.entries
    ):
        return Complaint("nobody signed as a whole the wording that it compares with")
    if difference := next(compare_wordings(before, after), None):
        place, change = difference
        where = (
            f"its two wordings are not the same in {place}: {change}" if place else f"{change} between its two wordings"
        )
        return Complaint(where)
    words = tuple(changed.after for changed in list_to_type(before, after))
    if record.typed != words:
        return Complaint(f"letters changed, and nobody typed what it says now: {', '.join(words)}")
    if words and record.shown != "terminal":
        return Complaint("its words were typed, and at no keyboard")
    return None


def _why_not_bound(ledger: Ledger, record: SignOffRecord) -> Complaint | None:
    """Why what the record binds beside its words is not what a signature in this locale binds."""
    if ledger.locale == SOURCE:
        if record.told is None or record.source is not None:
            return Complaint(f"a signature of the {SOURCE} binds what is told beside the words, and no other words")
        return None
    if record.source is None or record.told is not None:
        return Complaint(f"a signature of a translation binds the {SOURCE} that it was read against, and nothing else")
    return _why_not_words(ledger, record, record.source, SOURCE)


def _why_not_credited(ledger: Ledger, record: SignOffRecord) -> Complaint | None:
    """Why what the record says of translating and witnessing cannot be."""
    if (record.method == "authored") != (ledger.locale == SOURCE):
        return Complaint(f"the method {record.method} is not that of a text in {ledger.locale}")
    if record.method == "human" and not record.translators:
        return Complaint("it says that a person translated the text, and not who")
    return None


def _list_ended(ledger: Ledger, revocation: Revocation) -> list[Signed]:
    """What the revocation takes back."""
    signed = (entry.record for entry in ledger.entries if not isinstance(entry.record, Revocation))
    return [record for record in signed if is_ended(record, revocation)]


def _why_not_words(ledger: Ledger, record: Signed, digest: str, locale: LocaleTag | None = None) -> Complaint | None:
    """Why the words of the digest are not the record's section in the locale; None: in the ledger's."""
    locale = locale or ledger.locale
    words = ledger.by_digest.get(digest, Complaint("the words that were signed are not there"))
    if isinstance(words, Complaint):
        return words
    if words.reference != record.section or words.locale != locale:
        return Complaint(f"it says {record.section} in {locale}, but its words are {words.reference} in {words.locale}")
    return None


def _choose_byline(ledger: Ledger, record: Record, people: People) -> tuple[Byline | None, Complaint | None]:
    """What readers are told of the reviewer: what they were told that day, if the name is one that an entry bears and lets be known.

    Else it is what the entry says now, and the doubt is told: a line that was written by hand puts no other name below the words.
    """
    if isinstance(record, Revocation) or record.byline is None:
        return None, None
    borne = {each.name for each in people.get(record.reviewer, ()) if each.public == "name"}
    if not borne or (record.byline.name in borne and why_not_lines(msgspec.to_builtins(record.byline)) is None):
        return record.byline if borne else None, None
    entry = find_entry(people, record.reviewer, record.role, ledger.locale, record.at.date())
    own = entry.byline if entry else None
    return own, Complaint(
        f"{record.section}: it keeps a name or credentials which no entry of {record.reviewer} in reviewers.toml bears; readers are "
        f"told {f'“{own.name}”' if own else 'the role alone'}. A new name needs a second entry there, with days of its own"
    )


def _why_not_given(ledger: Ledger, record: Record, people: People, now: datetime) -> Complaint | None:
    """Why the person could not give the signature, or not then."""
    if record.at > now + SKEW:
        return Complaint(f"it is dated {record.at:%Y-%m-%d}, which is still to come")
    day = record.at.date()
    if isinstance(record, Revocation):
        own = record.reviewer in people and record.reviewer in {each.reviewer for each in _list_ended(ledger, record)}
        return None if own else why_not_entitled(people, record.reviewer, record.role, ledger.locale, day)
    complaint = why_not_entitled(people, record.reviewer, record.role, ledger.locale, day)
    if complaint is None and isinstance(record, SignOffRecord):
        complaint = _why_not_attested(record, people, day)
    return complaint


def _why_not_attested(record: SignOffRecord, people: People, day: date) -> Complaint | None:
    """Why the signature of an entitled person is none: they translated the text, or nobody else attests where it came from."""
    if own := why_not_independent(people, record.reviewer, Credit(record.method, record.translators)):
        return own
    if record.witness is not None:
        complaint = why_not_witness(people, record.witness, record.reviewer, day)
        if complaint is None and record.evidence is None:
            complaint = Complaint(f"{record.witness} attests evidence that is not there")
        return complaint
    return None if record.evidence is None else Complaint("nobody attests where its evidence came from")


def why_not_entitled(people: People, reviewer: str, role: Role, locale: LocaleTag, day: date) -> Complaint | None:
    """Why the person may not sign in this role and locale on this day; None where they may."""
    entries = people.get(reviewer, ())
    if not entries:
        return Complaint(f"there is no reviewer {reviewer} in reviewers.toml, or their entry is faulty")
    as_role = [entry for entry in entries if role in entry.roles]
    if not as_role:
        roles = dict.fromkeys(each for entry in entries for each in entry.roles)
        return Complaint(f"{reviewer} is no {role} reviewer, but {' and '.join(roles)}")
    fitting = [entry for entry in as_role if locale in entry.locales]
    if not fitting:
        locales = dict.fromkeys(each for entry in as_role for each in entry.locales)
        return Complaint(f"{reviewer} does not review {locale}, but {', '.join(locales)}")
    if any(entry.serves(day) for entry in fitting):
        return None
    ended = [entry.end for entry in fitting if entry.end is not None and entry.end < day]
    if ended:
        return Complaint(f"{reviewer} reviewed until {max(ended)}, and this is {day}")
    return Complaint(f"{reviewer} reviews from {min(entry.start for entry in fitting)} on, and this is {day}")


def why_not_witness(people: People, witness: str, reviewer: str, day: date) -> Complaint | None:
    """Why the person may not attest where the reviewer's answer came from."""
    if witness == reviewer:
        return Complaint(f"{witness} cannot be their own witness")
    if witness not in people:
        return Complaint(f"the witness {witness} is not in reviewers.toml")
    if is_same_person(people, witness, reviewer):
        return Complaint(f"{witness} is, or may be, {reviewer} under another id, and nobody is their own witness")
    if any(entry.serves(day) for entry in people[witness]):
        return None
    return Complaint(f"the witness {witness} is not entitled on {day}")


def _make_signoff(judged: Judged, record: Signed) -> SignOff:
    byline = judged.byline
    return SignOff(
        digest=Digest(record.digest),
        role=record.role,
        locale=judged.ledger.locale,
        day=record.at.date(),
        name=byline.name if byline else None,
        credentials=byline.credentials if byline else None,
        organisation=byline.organisation if byline else None,
        reviewer=record.reviewer,
        record=record.id,
        method=record.method if isinstance(record, SignOffRecord) else None,
        bound=Digest((record.told or record.source or "") if isinstance(record, SignOffRecord) else ""),
        whole=isinstance(record, SignOffRecord),
    )


def _make_tie(ledger: Ledger, record: Signed) -> Tie | None:
    if not isinstance(record, SameMeaning):
        return None
    before, after = ledger.find_words(record.before), ledger.find_words(record.digest)
    if before is None or after is None:
        return None
    return Tie(
        section=record.section,
        before=Digest(record.before),
        after=Digest(record.digest),
        words=before,
        new_words=after,
    )
