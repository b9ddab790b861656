"""The table: every path with its finished answers, compiled once a release. At request time nothing is made.

    path -> Target -> (query, Accept, Accept-Language) -> Variant -> Accept-Encoding -> Answer

Rules
1. All headers are made here, so that both doors (`edge`, `handlers`) send the same bytes.
2. An Answer's messages are shared by all requests; nobody may change them.
3. What is remembered of requests is bounded: `MEMO` choices a resource, none made of more than `MEMO_BYTES`.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from api.model.locales import SOURCE
from api.representations import problems
from api.representations.problems import encode_problem, make_problem
from api.web.coded import encode_body
from api.web.matching import CONTENT_DISTANCE, match_locale
from api.web.negotiation import CODINGS, Coding, choose_coding, choose_locale, choose_media_type, parse_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.release.model import Release, Representation, Resource
    from api.representations.shapes import Problem
    from api.web.asgi import Body, Headers, Start
    from api.web.coded import Coded
    from api.web.documents import Document


MEMO: Final = 256
MEMO_BYTES: Final = 1024

ALLOW: Final = b"GET, HEAD, OPTIONS"
EXPOSED: Final = b"Content-Language, Content-Location, Content-Length, ETag, Last-Modified, Link, Repr-Digest"

_PUBLIC: Final = "public, max-age=60, stale-while-revalidate=60, stale-if-error=3600"
_PRIVATE: Final = "private, max-age=60"
_LASTING: Final = "public, max-age=86400"
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
        answer = cls(HTTPStatus.OK, (*described, *coded.headers), coded.body)
        answer.etag = coded.etag
        answer.not_modified = _start(HTTPStatus.NOT_MODIFIED, (*renewed, coded.headers[0]))
        return answer


class Variant:
    """One representation in every coding that it has."""

    __slots__ = ("answers",)

    def __init__(self, answers: dict[Coding, Answer]) -> None:
        """`answers` has each of `CODINGS`; where compression does not pay, they share the identity's."""
        self.answers = answers


class Fixed:
    """A path with one representation: nothing but the coding is the request's to choose."""

    __slots__ = ("_plain", "_variant")

    def __init__(self, variant: Variant) -> None:
        """The one."""
        self._variant = variant
        self._plain = variant.answers["identity"]

    def find(self, query: bytes, headers: Mapping[bytes, bytes]) -> Answer:
        """The answer in the coding that the request prefers."""
        del query
        encoding = headers.get(b"accept-encoding")
        return self._plain if encoding is None else self._variant.answers[choose_coding(encoding)]


class Negotiated:
    """A resource: chooses by query, Accept and Accept-Language, and remembers a bounded number of choices."""

    __slots__ = ("_exact", "_invalid", "_memo", "_plain", "_resource", "_unacceptable", "_unmatched")

    def __init__(self, resource: Resource, compiled: dict[str, Variant], refusals: dict[str, Variant]) -> None:
        """`compiled` has the resource's variants by representation path, `refusals` its problems by name."""
        self._resource = resource
        self._plain = {locale: compiled[path] for locale, path in resource.choices}
        self._exact = {locale: compiled[path] for locale, path in resource.exact_choices} or self._plain
        self._invalid = refusals["invalid-query"]
        self._unacceptable = refusals["not-acceptable"]
        self._unmatched = refusals.get("unmatched", self._invalid)
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
            variant = self._decide(query, key[1].decode("latin-1"), key[2].decode("latin-1"))
            found = variant.answers[choose_coding(key[3])]
            if sum(map(len, key)) <= MEMO_BYTES:
                if len(self._memo) >= MEMO:
                    self._memo.clear()
                self._memo[key] = found
        return found

    def _decide(self, query: bytes, accept: str, accept_language: str) -> Variant:
        if self._resource.scope == "localised":
            wish = parse_query(query)
            if wish is None:
                return self._invalid
        else:
            wish = None
        if choose_media_type(accept, (problems.JSON,)) is None:
            return self._unacceptable
        if wish is None:
            return self._plain[SOURCE]
        among = self._exact if wish.exact else self._plain
        if wish.lang is None:
            return among[choose_locale(accept_language, self._resource.candidates)]
        match = match_locale(wish.lang, among, CONTENT_DISTANCE)
        if match is None and wish.exact:
            return self._unmatched
        return among[match or SOURCE]


Target = Fixed | Negotiated


class Table:
    """Everything that is served, by path."""

    __slots__ = ("_targets", "error", "get", "miss", "not_allowed", "preflight", "release")

    def __init__(self, release: str, targets: dict[str, Target]) -> None:
        """The release's id, and what answers at each path."""
        self.release = release
        self._targets = targets
        self.get = targets.get
        self.miss = _compile_refusal(make_problem(problems.NOT_FOUND), _errors("max-age=60"))
        self.error = _compile_refusal(make_problem(problems.INTERNAL_ERROR), _errors("no-store"))
        self.not_allowed = _compile_refusal(
            make_problem(problems.METHOD_NOT_ALLOWED), (*_errors("max-age=60"), (b"allow", ALLOW))
        )
        self.preflight = Answer(
            HTTPStatus.NO_CONTENT,
            (
                *_COMMON,
                (b"allow", ALLOW),
                (b"access-control-allow-methods", ALLOW),
                (b"access-control-allow-headers", b"Accept, Accept-Language, If-None-Match, If-Modified-Since"),
                (b"access-control-max-age", b"86400"),
            ),
            b"",
        )

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path in the table, sorted."""
        return tuple(sorted(self._targets))


def compile_table(release: Release, documents: Iterable[Document], *, compress: bool = True) -> Table:
    """Every representation, resource and document of a release as finished answers; uncompressed ones are sooner made."""
    bodies = [encode_body(each.body, compress=compress) for each in release.representations]
    coded = {each.path: (each, body) for each, body in zip(release.representations, bodies, strict=True)}
    targets: dict[str, Target] = {path: Fixed(_compile(*each)) for path, each in coded.items()}
    for resource in release.resources:
        paths = [path for _, path in (*resource.choices, *resource.exact_choices)]
        compiled = {path: _compile(*coded[path], negotiated=True) for path in paths}
        targets[resource.path] = Negotiated(resource, compiled, _compile_refusals(resource))
    for document in documents:
        targets[document.path] = compile_document(document, compress=compress)
    return Table(release.id, targets)


def _compile(representation: Representation, coded: tuple[Coded, ...], *, negotiated: bool = False) -> Variant:
    """A representation's answers at its own URL, or as a resource negotiates it."""
    if representation.status != HTTPStatus.OK:
        headers = _errors(_PRIVATE if negotiated else "max-age=60", _vary(representation, negotiated=negotiated))
        return _same(_refuse(representation.status, representation.body, headers))
    cache = {"localised": _PRIVATE if negotiated else _PUBLIC, "shared": _PUBLIC, "version": _LASTING}
    renewed: Headers = (
        *_COMMON,
        (b"cache-control", cache[representation.scope].encode()),
        (b"vary", _vary(representation, negotiated=negotiated).encode()),
        *(((b"content-location", representation.path.encode()),) if negotiated else ()),
    )
    described = ((b"content-type", representation.media_type.encode()), *renewed)
    if representation.languages:
        described += ((b"content-language", ", ".join(representation.languages).encode()),)
    if representation.alternates:
        described += ((b"link", _link(representation).encode()),)
    return _compile_codings(described, renewed, coded)


def _compile_codings(described: Headers, renewed: Headers, coded: tuple[Coded, ...]) -> Variant:
    answers = {each.coding: Answer.of(each, described, renewed) for each in coded}
    return Variant({coding: answers.get(coding, answers["identity"]) for coding in CODINGS})


def _compile_refusals(resource: Resource) -> dict[str, Variant]:
    """The problems that a request for the resource can cause, by name."""
    vary = _ALL_VARY if resource.scope == "localised" else _SHARED_VARY
    headers = _errors(_PRIVATE if resource.scope == "localised" else "max-age=60", vary)
    refusals = {
        "invalid-query": _same(_compile_refusal(make_problem(problems.INVALID_QUERY), headers)),
        "not-acceptable": _same(
            _compile_refusal(make_problem(problems.NOT_ACCEPTABLE, available=(problems.JSON,)), headers)
        ),
    }
    if resource.unmatched is not None:
        refusals["unmatched"] = _same(_refuse(resource.unmatched.status, resource.unmatched.body, headers))
    return refusals


def compile_document(document: Document, *, compress: bool) -> Fixed:
    """A document as finished answers."""
    renewed: Headers = (
        *_COMMON,
        (b"cache-control", document.cache_control.encode()),
        (b"vary", b"Accept-Encoding"),
    )
    described = ((b"content-type", document.media_type.encode()), *renewed)
    if document.language:
        described += ((b"content-language", document.language.encode()),)
    if document.security_policy:
        described += (
            (b"content-security-policy", document.security_policy.encode()),
            (b"referrer-policy", b"no-referrer"),
        )
    return Fixed(
        _compile_codings(described, renewed, encode_body(document.body, compress=compress, hard=document.is_lasting))
    )


def _compile_refusal(problem: Problem, headers: Headers) -> Answer:
    return _refuse(problem.status, encode_problem(problem), headers)


def _refuse(status: int, body: bytes, headers: Headers) -> Answer:
    described = ((b"content-type", problems.MEDIA_TYPE.encode()), *headers)
    return Answer(status, (*described, (b"content-length", str(len(body)).encode())), body)


def _errors(cache_control: str, vary: str = "") -> Headers:
    return (
        *_COMMON,
        (b"cache-control", cache_control.encode()),
        *(((b"vary", vary.encode()),) if vary else ()),
    )


def _same(answer: Answer) -> Variant:
    return Variant(dict.fromkeys(CODINGS, answer))


def _vary(representation: Representation, *, negotiated: bool) -> str:
    if not negotiated:
        return "Accept-Encoding"
    return _ALL_VARY if representation.scope == "localised" else _SHARED_VARY


def _link(representation: Representation) -> str:
    """The same format in other locales (RFC 8288 section 3)."""
    return ", ".join(
        f'<{path}>; rel="alternate"; hreflang="{locale}"; type="{representation.media_type}"'
        for locale, path in representation.alternates
    )


def _start(status: int, headers: Headers) -> Start:
    return {"type": "http.response.start", "status": status, "headers": headers}
