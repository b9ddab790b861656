"""The table: every path with its bodies in every coding, made once a release. At request time nothing is rendered or compressed.

    path -> Target -> (query, Accept, Accept-Language, Accept-Encoding) -> Answer

Rules
1. All headers are put together here, so that both doors (`edge`, `handlers`) send the same bytes.
2. An answer's headers are put together when it is first asked for: there are some ten thousand answers, and few of them ever are.
   From then on it is kept, and its messages are shared by all requests; nobody may change them.
3. What is remembered of requests is bounded: `MEMO` choices a resource, none made of more than `MEMO_BYTES`.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from api.model.locales import SOURCE
from api.model.matching import CONTENT_DISTANCE, match_locale
from api.model.suggestions import suggest_locales
from api.representations import problems
from api.representations.formats import content_type
from api.representations.problems import encode_problem, make_problem
from api.web.coded import encode_body
from api.web.documents import PUBLIC
from api.web.negotiation import (
    Coding,
    Query,
    SenselessQuery,
    choose_coding,
    choose_locale,
    choose_media_type,
    parse_query,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from api.release.model import Release
    from api.representations.shapes import Problem
    from api.web.asgi import Body, Headers, Start
    from api.web.coded import Coded
    from api.web.documents import Document
    from api.web.published import Publication, Representation, Resource, Scope


MEMO: Final = 256
MEMO_BYTES: Final = 1024

ALLOW: Final = b"GET, HEAD, OPTIONS"
EXPOSED: Final = b"Content-Language, Content-Location, Content-Length, ETag, Last-Modified, Link, Repr-Digest"
REQUESTED: Final = b"*, Authorization, Accept, Accept-Language, If-None-Match, If-Modified-Since"
"""The request headers that another site's page may send: all, since tracing tools add theirs to whatever a page asks for.

`*` covers all but Authorization, which we never read; browsers that do not know `*` read the names.
"""

_PRIVATE: Final = "private, max-age=30"
_BRIEF: Final = "max-age=30"
_ALL_VARY: Final = "Accept, Accept-Language, Accept-Encoding"
_SHARED_VARY: Final = "Accept, Accept-Encoding"

_COMMON: Final[Headers] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"x-content-type-options", b"nosniff"),
)

_NOTHING: Final[Body] = {"type": "http.response.body", "body": b"", "more_body": False}


class Answer:
    """One finished response: what to send for GET and HEAD, and for a validator that still fits."""

    __slots__ = ("body", "etag", "head", "not_modified", "start")

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        """An answer that nobody revalidates."""
        self.start = _start(status, headers)
        self.body: Body = {"type": "http.response.body", "body": body, "more_body": False}
        self.head = _NOTHING
        self.etag = b""
        self.not_modified: Start | None = None

    @classmethod
    def of(cls, coded: Coded, described: Headers, renewed: Headers) -> Answer:
        """A 200 of the coded bytes. `described` are its other headers, `renewed` those that a 304 repeats."""
        headers = coded.describe()
        answer = cls(HTTPStatus.OK, (*described, *headers), coded.body)
        answer.etag = headers[0][1]
        answer.not_modified = _start(HTTPStatus.NOT_MODIFIED, (*renewed, headers[0]))
        return answer


class Fixed:
    """A path with one representation: nothing but the coding is the request's to choose."""

    __slots__ = ("_answers", "_make", "_plain")

    def __init__(self, make: Callable[[Coding], Answer]) -> None:
        """`make` gives the answer in a coding."""
        self._make = make
        self._answers: dict[Coding, Answer] = {}
        self._plain: Answer | None = None

    def find(self, query: bytes, headers: Mapping[bytes, bytes]) -> Answer:
        """The answer in the coding that the request prefers."""
        del query
        encoding = headers.get(b"accept-encoding")
        if encoding is None:
            return self._plain or self._keep("identity")
        coding = choose_coding(encoding)
        return self._answers.get(coding) or self._keep(coding)

    def _keep(self, coding: Coding) -> Answer:
        answer = self._answers[coding] = self._make(coding)
        self._plain = self._answers.get("identity")
        return answer


class Stock:
    """A representation, and its body in every coding that makes it smaller."""

    __slots__ = ("_coded", "_representation")

    def __init__(self, representation: Representation, coded: tuple[Coded, ...]) -> None:
        """`coded` is the body in each coding; the last is the identity's."""
        self._representation = representation
        self._coded = coded

    def answer(self, coding: Coding) -> Answer:
        """The answer at the representation's own URL."""
        return self._answer(coding, negotiated=False)

    def answer_negotiated(self, coding: Coding) -> Answer:
        """The answer where a resource chooses it."""
        return self._answer(coding, negotiated=True)

    def _answer(self, coding: Coding, *, negotiated: bool) -> Answer:
        representation, scope = self._representation, self._representation.scope
        described = _describe(representation)
        vary = _find_vary(scope) if negotiated else "Accept-Encoding"
        # Many shared caches do not look at Vary: what hangs on the reader's language is none of theirs.
        is_private = negotiated and scope == "localised"
        if representation.status != HTTPStatus.OK:
            headers = _limit(_PRIVATE if is_private else _BRIEF, vary)
            return _refuse(representation.status, representation.body, (*described, *headers))
        renewed = _limit(_PRIVATE if is_private else PUBLIC, vary)
        if negotiated:
            renewed += ((b"content-location", representation.path.encode()),)
        return Answer.of(find_coded(self._coded, coding), (*described, *renewed), renewed)


def find_coded(coded: tuple[Coded, ...], coding: Coding) -> Coded:
    """The body in the coding; where that would not be smaller, as it is."""
    return next((each for each in coded if each.coding == coding), coded[-1])


class Negotiated:
    """A resource: chooses by query, Accept and Accept-Language, and remembers a bounded number of choices."""

    __slots__ = ("_exact", "_locales", "_media_types", "_memo", "_plain", "_refusals", "_resource")

    def __init__(self, resource: Resource, stocks: Mapping[str, Stock]) -> None:
        """`stocks` has the resource's representations by path."""
        self._resource = resource
        self._plain = {(each.locale, each.media_type): stocks[each.path] for each in resource.choices}
        self._exact = {(each.locale, each.media_type): stocks[each.path] for each in resource.exact_choices}
        self._locales = tuple(dict.fromkeys(each.locale for each in resource.choices))
        self._media_types = tuple(dict.fromkeys(each.media_type for each in resource.choices))
        self._refusals = _compile_refusals(resource, self._media_types)
        self._memo: dict[tuple[bytes, bytes, bytes, bytes], Answer] = {}

    def find(self, query: bytes, headers: Mapping[bytes, bytes]) -> Answer:
        """The answer of the representation that the request asks for, or the problem with what it asks."""
        key = (
            query,
            headers.get(b"accept", b""),
            headers.get(b"accept-language", b""),
            headers.get(b"accept-encoding", b""),
        )
        found = self._memo.get(key)
        if found is None:
            chosen = self._decide(query, key[1].decode("latin-1"), key[2].decode("latin-1"))
            found = chosen if isinstance(chosen, Answer) else chosen.answer_negotiated(choose_coding(key[3]))
            if sum(map(len, key)) <= MEMO_BYTES:
                if len(self._memo) >= MEMO:
                    self._memo.clear()
                self._memo[key] = found
        return found

    def _decide(self, query: bytes, accept: str, accept_language: str) -> Stock | Answer:
        localised = self._resource.scope == "localised"
        wish = parse_query(query) if localised else Query()
        if isinstance(wish, SenselessQuery):
            return self._refuse_query(wish, accept_language)
        media_type = choose_media_type(accept, self._media_types)
        if media_type is None:
            return self._refusals["not-acceptable"]
        if not localised:
            return self._plain[SOURCE, media_type]
        # A page has no form without stand-ins.
        exact = wish.exact and bool(self._exact)
        among = self._exact if exact else self._plain
        if wish.lang is None:
            return among[choose_locale(accept_language, self._resource.own, self._locales), media_type]
        match = match_locale(wish.lang, self._locales, CONTENT_DISTANCE)
        if match is None and exact:
            return self._refusals["unmatched"]
        return among[match or SOURCE, media_type]

    def _refuse_query(self, query: SenselessQuery, accept_language: str) -> Answer:
        """What the query gets: a problem, or where there are pages one in the language that is probably meant, else the reader's."""
        suggested = suggest_locales(query.lang, self._locales)
        headers = _limit(_PRIVATE, _ALL_VARY)
        if self._resource.invalid is None:
            available = self._locales if query.lang else ()
            return _compile_problem(problems.refuse_query(suggested, available, too_long=query.too_long), headers)
        locale = choose_locale(accept_language, suggested or self._resource.own, suggested or self._locales)
        if suggested and locale not in suggested:
            locale = suggested[0]
        page = self._resource.invalid(locale, suggested)
        return _refuse(page.status, page.body, (*_describe(page), *headers))


Target = Fixed | Negotiated


class Table:
    """Everything that is served, by path."""

    __slots__ = ("_miss", "_misses", "_targets", "error", "get", "not_allowed", "preflight", "release")

    def __init__(self, release: str, targets: dict[str, Target], misses: dict[str, Answer]) -> None:
        """The release's id, what answers at each path, and what answers under a path where nothing does."""
        self.release = release
        self._targets = targets
        self.get = targets.get
        self._misses = misses
        self._miss = _compile_problem(make_problem(problems.NOT_FOUND), _limit(_BRIEF))
        self.error = _compile_problem(make_problem(problems.INTERNAL_ERROR), _limit("no-store"))
        self.not_allowed = _compile_problem(
            make_problem(problems.METHOD_NOT_ALLOWED), (*_limit(_BRIEF), (b"allow", ALLOW))
        )
        self.preflight = Answer(
            HTTPStatus.NO_CONTENT,
            (
                *_COMMON,
                (b"allow", ALLOW),
                (b"access-control-allow-methods", ALLOW),
                (b"access-control-allow-headers", REQUESTED),
                (b"access-control-max-age", b"86400"),
            ),
            b"",
        )

    def find_miss(self, path: str) -> Answer:
        """What is said where there is nothing."""
        return next((miss for root, miss in self._misses.items() if f"{path}/".startswith(f"{root}/")), self._miss)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path in the table, sorted."""
        return tuple(sorted(self._targets))


def compile_table(
    release: Release, published: Publication, documents: Iterable[Document], *, compress: bool = True
) -> Table:
    """Every representation, resource and document of a release; uncompressed, they are sooner there."""
    # Many representations share one body: without stand-ins a text is the same in most formats.
    bodies = {id(each.body): each.body for each in published.representations}
    coded = {key: encode_body(body, compress=compress) for key, body in bodies.items()}
    stocks = {each.path: Stock(each, coded[id(each.body)]) for each in published.representations}
    targets: dict[str, Target] = {path: Fixed(stock.answer) for path, stock in stocks.items()}
    for resource in published.resources:
        targets[resource.path] = Negotiated(resource, stocks)
    for document in documents:
        targets[document.path] = compile_document(document, compress=compress)
    misses = {
        each.path: _refuse(each.status, each.body, (*_describe(each), *_limit(_BRIEF))) for each in published.misses
    }
    return Table(release.id, targets, misses)


def _describe(representation: Representation) -> Headers:
    """What is said of the body, whatever was asked."""
    described: Headers = ((b"content-type", content_type(representation.media_type).encode()),)
    if representation.languages:
        described += ((b"content-language", ", ".join(representation.languages).encode()),)
    if link := _link(representation):
        described += ((b"link", link.encode()),)
    if representation.security_policy:
        described += _secure(representation.security_policy)
    if not representation.indexed:
        described += ((b"x-robots-tag", b"noindex"),)
    return described


def _compile_refusals(resource: Resource, media_types: tuple[str, ...]) -> dict[str, Answer]:
    """What a request for the resource can be refused with, by the problem's name."""
    headers = _limit(_PRIVATE if resource.scope == "localised" else _BRIEF, _find_vary(resource.scope))
    unacceptable = make_problem(problems.NOT_ACCEPTABLE, available=media_types)
    refusals = {
        "not-acceptable": _compile_problem(unacceptable, headers),
    }
    if (refusal := resource.unmatched) is not None:
        refusals["unmatched"] = _refuse(refusal.status, refusal.body, (*_describe(refusal), *headers))
    return refusals


def compile_document(document: Document, *, compress: bool) -> Fixed:
    """A document in every coding."""
    renewed = _limit(document.cache_control, "Accept-Encoding")
    described = ((b"content-type", document.media_type.encode()), *renewed)
    if document.language:
        described += ((b"content-language", document.language.encode()),)
    if document.security_policy:
        described += _secure(document.security_policy)
    coded = encode_body(document.body, compress=compress, hard=document.is_lasting)
    return Fixed(lambda coding: Answer.of(find_coded(coded, coding), described, renewed))


def _compile_problem(problem: Problem, headers: Headers) -> Answer:
    described = ((b"content-type", problems.MEDIA_TYPE.encode()), *headers)
    return _refuse(problem.status, encode_problem(problem), described)


def _refuse(status: int, body: bytes, headers: Headers) -> Answer:
    return Answer(status, (*headers, (b"content-length", str(len(body)).encode())), body)


@cache
def _limit(cache_control: str, vary: str = "") -> Headers:
    """What every answer says, for how long this one may be kept, and what it hangs on."""
    varies = ((b"vary", vary.encode()),) if vary else ()
    return (*_COMMON, (b"cache-control", cache_control.encode()), *varies)


@cache
def _secure(policy: str) -> Headers:
    """What an HTML body may load, that its links tell nobody where they stood, and that an isolated page may frame it."""
    return (
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-embedder-policy", b"require-corp"),
    )


def _find_vary(scope: Scope) -> str:
    """What a negotiated answer hangs on."""
    return _ALL_VARY if scope == "localised" else _SHARED_VARY


def _link(representation: Representation) -> str:
    """The same format in other locales (RFC 8288 section 3)."""
    return ", ".join(
        f'<{path}>; rel="alternate"; hreflang="{locale}"; type="{representation.media_type}"'
        for locale, path in representation.alternates
        if path != representation.path
    )


def _start(status: int, headers: Headers) -> Start:
    return {"type": "http.response.start", "status": status, "headers": headers}
