"""Problems: every error that a partner can get, in the one shape of RFC 9457.

`KINDS` is the list of them all: name, status, title, what happened, what to do next. Each has a page at
`/problems/<name>`, and each stands in api/web/README.md.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from api.model.identifiers import SectionId, TopicId
from api.model.vetting import Reason, Withdrawal
from api.representations.paths import problem_path, section_path, topic_path
from api.representations.shapes import Problem, WithdrawalBody, WithheldSection

MEDIA_TYPE: Final = "application/problem+json"


class Kind(Struct, frozen=True):
    """One kind of problem."""

    name: str
    status: int
    title: str
    detail: str
    next: str


NOT_FOUND: Final = Kind(
    name="not-found",
    status=404,
    title="There is nothing at this address",
    detail="No topic, section, locale or page has this address. Paths are exact: case and slashes count.",
    next="GET /v1/topics lists every topic and section, GET /v1/locales every locale in its exact spelling.",
)
NOT_PUBLISHED: Final = Kind(
    name="not-published",
    status=404,
    title="This text is not published",
    detail="Nobody who is qualified vouches for the English text at present, so it is shown in no language.",
    next="Show your own text or a link instead, and ask again later: the address stays as it is.",
)
WITHDRAWN: Final = Kind(
    name="withdrawn",
    status=410,
    title="This text was withdrawn",
    detail="The publisher withdrew this text. No copy of it should be shown any more.",
    next="Remove every copy that you keep.",
)
TRANSLATION_UNAVAILABLE: Final = Kind(
    name="translation-unavailable",
    status=404,
    title="Not available in this language",
    detail="The text cannot be shown in this language's own words, and the request refuses stand-ins.",
    next="Ask for one of the locales in `available`, or leave out fallback=none (or `.exact`) to get English, marked as such.",
)
INVALID_QUERY: Final = Kind(
    name="invalid-query",
    status=400,
    title="The query makes no sense",
    detail="`lang` takes one BCP 47 language tag, once, such as lang=pt-BR; `fallback` takes only fallback=none, once.",
    next="Correct the query, or leave it out: Accept-Language then decides.",
)
NOT_ACCEPTABLE: Final = Kind(
    name="not-acceptable",
    status=406,
    title="Not available in this format",
    detail="The Accept header allows none of the formats that this address has.",
    next="Accept one of the media types in `available`, or */*, or ask for a representation by its extension.",
)
METHOD_NOT_ALLOWED: Final = Kind(
    name="method-not-allowed",
    status=405,
    title="This method is not allowed here",
    detail="The API is read only: it answers GET, HEAD and OPTIONS.",
    next="Use GET.",
)
INTERNAL_ERROR: Final = Kind(
    name="internal-error",
    status=500,
    title="Something went wrong on our side",
    detail="The server met a fault of its own. The request was not at fault.",
    next="Try again in a minute; if it stays, tell the operator the time and the address.",
)

KINDS: Final[tuple[Kind, ...]] = (
    NOT_FOUND,
    NOT_PUBLISHED,
    WITHDRAWN,
    TRANSLATION_UNAVAILABLE,
    INVALID_QUERY,
    NOT_ACCEPTABLE,
    METHOD_NOT_ALLOWED,
    INTERNAL_ERROR,
)


def make_problem(
    kind: Kind,
    *,
    reason: Reason | None = None,
    available: tuple[str, ...] = (),
    withheld: tuple[WithheldSection, ...] = (),
) -> Problem:
    """A problem of this kind; `reason` defaults to the one that all of what is withheld has."""
    reasons = {section.reason for section in withheld}
    return Problem(
        type=problem_path(kind.name),
        title=kind.title,
        status=kind.status,
        detail=kind.detail,
        next=kind.next,
        reason=reasons.pop() if len(reasons) == 1 else reason,
        available=available,
        withheld=withheld,
        withdrawals=(),
    )


def refuse_query(suggested: tuple[str, ...], available: tuple[str, ...], *, too_long: bool = False) -> Problem:
    """What is said of a query that makes no sense. Of the query itself nothing is repeated: the suggested tags are ours."""
    problem = make_problem(INVALID_QUERY, available=available)
    if too_long:
        return msgspec.structs.replace(
            problem, detail="The query is too long to be read.", next="Leave out what we do not ask for, and ask again."
        )
    if not suggested:
        return problem
    return msgspec.structs.replace(
        problem,
        detail=f"{INVALID_QUERY.detail} Do you mean {' or '.join(suggested)}?",
        next=f"Write {' or '.join(f'lang={tag}' for tag in suggested)}, or leave `lang` out: Accept-Language then decides.",
    )


def refuse_withheld(withheld: tuple[WithheldSection, ...], withdrawals: tuple[Withdrawal, ...] = ()) -> Problem:
    """What is said of a resource that no reader gets: withdrawn if all of it was, else not published."""
    withdrawn = all(section.reason == "withdrawn" for section in withheld)
    problem = make_problem(WITHDRAWN if withdrawn else NOT_PUBLISHED, withheld=withheld)
    told = tuple(dict.fromkeys(map(_tell_withdrawal, withdrawals)))
    if withdrawn and told:
        why = dict.fromkeys(each.reason for each in told if each.reason)
        instead = dict.fromkeys(each.replacement for each in told if each.replacement)
        detail = f"{WITHDRAWN.detail} The reason: {'; '.join(why)}" if why else WITHDRAWN.detail
        advice = f"{WITHDRAWN.next} Show instead: {', '.join(instead)}" if instead else WITHDRAWN.next
        problem = msgspec.structs.replace(problem, detail=detail, next=advice)
    return msgspec.structs.replace(problem, withdrawals=told)


def _tell_withdrawal(withdrawal: Withdrawal) -> WithdrawalBody:
    replacement = withdrawal.replacement
    if replacement and "://" not in replacement:
        topic, _, section = replacement.partition("/")
        path = topic_path(TopicId(topic))
        replacement = section_path(TopicId(topic), SectionId(section)) if section else path
    return WithdrawalBody(
        section=withdrawal.section,
        reason=withdrawal.reason,
        replacement=replacement,
        date=withdrawal.day.isoformat() if withdrawal.day else None,
    )


def encode_problem(problem: Problem) -> bytes:
    """The problem's bytes."""
    return msgspec.json.encode(problem)
