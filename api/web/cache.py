"""The front: a small ASGI callable before the router, which remembers finished answers and does what is HTTP's alone.

    request -> question -> (router, handler) -> answer -> answer in a coding -> two messages

Rules
1. A handler is asked by a request that is made of the question alone: path, known query, Accept, Accept-Language. So equal
   questions get equal answers, and nothing else of a request can reach one. An answer whose Vary has neither of the two headers
   depends on its path alone.
2. An answer is known by what it is: its status, headers and body. Two questions with one answer share what is kept of it.
3. Kept are messages and validators for each coding that was asked for, the least recently used let go first, within a budget of
   bytes; and a bounded number of questions. All of it is one release's: another one begins anew.
4. A path that is not in canonical form is nowhere, before anything is looked up. HEAD is GET without its body; another method is
   refused at an address that there is, and else gets what GET gets.
5. Whatever fails, here, below or in sending, is a problem in the one shape, and a line in the log: never two heads.
"""

from __future__ import annotations

import gzip
import re
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

import brotli
from msgspec import Struct

from api.representations import problems
from api.representations.problems import encode_problem, make_problem
from api.web.asgi import App, Body, Headers, Receive, Scope, Send, Start
from api.web.faults import report_fault
from api.web.headers import ALLOWED, LASTING, PREFLIGHT, RENEWED, make_headers
from api.web.negotiation import Coding, choose_coding, keep_known
from api.web.served import Current, Served

MEGABYTE: Final = 1_000_000
MAX_QUESTIONS: Final = 8192
MAX_QUESTION: Final = 1024
"""Bytes of a question that is remembered; a browser's has some 300."""

_OVERHEAD: Final = 4096
"""Bytes that an answer takes beside its body: headers, dictionaries, its place."""

_MIN_CODED: Final = 512
"""Bytes below which compression saves no packet."""

_QUALITY: Final = 5
"""Above it brotli takes thirty times as long to save a tenth."""

_WINDOW: Final = 16
"""Binary logarithm of how far back brotli looks: 64 KB is more than any text has, and the usual 4 MB leave holes in memory."""

_MAX_PATH: Final = 512
_CANONICAL: Final = re.compile(rb"/|(?:/[0-9A-Za-z._:-]+)+|/v1/versions/sha256%3[Aa][0-9a-z.]+")

Question = bytes | tuple[bytes, bytes, bytes, bytes]
"""A path; or path, known query, Accept, Accept-Language."""


class Answer(Struct, frozen=True):
    """What a handler answered, as it is in no coding."""

    status: int
    headers: Headers
    body: bytes
    is_miss: bool = False
    """Whether there is no such address."""

    def find(self, name: bytes) -> bytes:
        """A header's value; empty where it is not there."""
        return next((value for each, value in self.headers if each == name), b"")


class KeptAnswer:
    """An answer in one coding: what is sent for it, and for a validator that still fits."""

    __slots__ = ("body", "etag", "is_miss", "not_modified", "size", "start")

    def __init__(self, answer: Answer, coding: Coding) -> None:
        """Encode it. No time stamp is in it: equal answers give equal bytes."""
        body = encode_answer(answer, coding) if answer.status == HTTPStatus.OK else answer.body
        headers = answer.headers
        self.is_miss = answer.is_miss
        self.etag = b""
        self.not_modified: Start | None = None
        if answer.status == HTTPStatus.OK:
            # Strong, and another for each coding, for it is made of the coded bytes (RFC 9110 section 8.8.3.3).
            self.etag = b'"' + urlsafe_b64encode(sha256(body).digest())[:22] + b'"'
            validator = (b"etag", self.etag)
            renewed = tuple(each for each in headers if each[0].decode() in RENEWED)
            self.not_modified = _start(HTTPStatus.NOT_MODIFIED, (*renewed, validator))
            headers = (*headers, validator)
        if answer.status != HTTPStatus.NO_CONTENT:
            headers = (*headers, (b"content-length", b"%d" % len(body)))
        if body is not answer.body:
            headers = (*headers, (b"content-encoding", coding.encode()))
        self.start = _start(answer.status, headers)
        self.body: Body = {"type": "http.response.body", "body": body, "more_body": False}
        self.size = _OVERHEAD + len(body)


_NOTHING: Final[Body] = {"type": "http.response.body", "body": b"", "more_body": False}


def _start(status: int, headers: Headers) -> Start:
    return {"type": "http.response.start", "status": status, "headers": headers}


def encode_answer(answer: Answer, coding: Coding) -> bytes:
    """The answer's body in the coding, where that makes it smaller; else the body itself."""
    body = answer.body
    if coding == "identity" or len(body) < _MIN_CODED:
        return body
    if coding == "gzip":
        coded = gzip.compress(body, compresslevel=6, mtime=0)
    elif answer.find(b"cache-control") in LASTING:
        coded = _press(body)
    else:
        coded = brotli.compress(body, quality=_QUALITY, lgwin=_WINDOW)
    return coded if len(coded) < len(body) else body


@lru_cache(maxsize=16)
def _press(body: bytes) -> bytes:
    return bytes(brotli.compress(body, lgwin=_WINDOW))


class Memory:
    """What was answered from one release."""

    __slots__ = ("_answers", "_budget", "_names", "_size", "served")

    def __init__(self, served: Served, budget: int) -> None:
        """`budget` is in bytes."""
        self.served = served
        self._budget = budget
        self._size = 0
        self._names: dict[Question, bytes] = {}
        self._answers: OrderedDict[tuple[bytes, Coding], KeptAnswer] = OrderedDict()

    def find(self, path: bytes, query: bytes, headers: Mapping[bytes, bytes]) -> KeptAnswer | None:
        """The answer to such a request, if it is remembered."""
        names = self._names
        name = names.get(path)
        if name is None:
            # As `make_question` does, without the call: nearly every request comes this way.
            known = keep_known(query) if query else b""
            name = names.get((path, known, headers.get(b"accept", b""), headers.get(b"accept-language", b"")))
            if name is None:
                return None
        encoding = headers.get(b"accept-encoding")
        key = name, choose_coding(encoding) if encoding else "identity"
        kept = self._answers.get(key)
        if kept is not None:
            self._answers.move_to_end(key)
        return kept

    def keep(self, question: tuple[bytes, bytes, bytes, bytes], answer: Answer, coding: Coding) -> KeptAnswer:
        """Encode the answer and remember it, if it may be remembered."""
        if b"no-store" in answer.find(b"cache-control"):
            return KeptAnswer(answer, coding)
        name = sha256(repr((answer.status, answer.headers)).encode() + answer.body).digest()
        key = name, coding
        kept = self._answers.get(key)
        if kept is None:
            kept = self._answers[key] = KeptAnswer(answer, coding)
            self._size += kept.size
        vary = {each.strip().lower() for each in answer.find(b"vary").split(b",")}
        known: Question = question if vary & {b"accept", b"accept-language"} else question[0]
        if sum(map(len, question)) <= MAX_QUESTION:
            while len(self._names) >= MAX_QUESTIONS:
                del self._names[next(iter(self._names))]
            self._names[known] = name
        while self._size > self._budget and self._answers:
            self._size -= self._answers.popitem(last=False)[1].size
        return kept


def make_question(path: bytes, query: bytes, headers: Mapping[bytes, bytes]) -> tuple[bytes, bytes, bytes, bytes]:
    """The parts of a request that an answer may depend on."""
    known = keep_known(query) if query else b""
    return path, known, headers.get(b"accept", b""), headers.get(b"accept-language", b"")


class Cache:
    """ASGI in front of ASGI."""

    __slots__ = ("_app", "_budget", "_current", "_memory", "_miss")

    def __init__(self, app: App, current: Current, miss: Callable[[Served, str], Answer], *, budget: int) -> None:
        """Answer from what is remembered, else have `app` answer. `miss` makes the 404 of a path."""
        self._app = app
        self._current = current
        self._miss = miss
        self._budget = budget
        self._memory = Memory(current.served, budget)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer. Whatever fails on the way is answered too."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False
        try:
            memory, lines = self._memory, scope["headers"]
            if memory.served is not self._current.served:
                memory = self._memory = Memory(self._current.served, self._budget)
            headers = dict(lines)
            if len(headers) != len(lines):
                headers = join_repeated(lines)
            kept = memory.find(scope["raw_path"], scope["query_string"], headers)
            if kept is None:
                kept = await self._make(memory, scope, headers)
            # Nearly every request is one of these, and is answered without another call.
            if scope["method"] == "GET" and b"if-none-match" not in headers:
                start, body = kept.start, kept.body
            else:
                start, body = choose_messages(kept, scope["method"], headers.get(b"if-none-match"))
            begun = True
            await send(start)
            await send(body)
        except Exception as fault:  # noqa: BLE001  whatever it is, the client gets an answer and the operator a line
            report_fault(fault)
            # Two heads are worse than half a body.
            if not begun:
                await send(_FAULT.start)
                await send(_NOTHING if scope["method"] == "HEAD" else _FAULT.body)

    async def _make(self, memory: Memory, scope: Scope, headers: Mapping[bytes, bytes]) -> KeptAnswer:
        """Have the answer made, and remember it."""
        if scope["method"] == "OPTIONS":
            return _PREFLIGHT
        path = scope["raw_path"]
        coding = choose_coding(headers.get(b"accept-encoding", b""))
        if len(path) > _MAX_PATH or not _CANONICAL.fullmatch(path):
            return KeptAnswer(self._miss(memory.served, scope["path"]), coding)
        question = make_question(path, scope["query_string"], headers)
        return memory.keep(question, await self._ask(memory.served, question), coding)

    async def _ask(self, served: Served, question: tuple[bytes, bytes, bytes, bytes]) -> Answer:
        """What the handler answers to the question: it sees no more of the request."""
        path, query, accept, language = question
        lines = ((b"accept", accept), (b"accept-language", language))
        state: dict[str, Any] = {"served": served}
        name = path.replace(b"%3A", b":").replace(b"%3a", b":").decode()
        asked = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": name,
            "raw_path": path,
            "root_path": "",
            "query_string": query,
            "headers": [line for line in lines if line[1]],
            "client": None,
            "server": None,
            "state": state,
        }
        messages: list[Any] = []

        async def collect(message: Any) -> None:  # noqa: ANN401  Litestar types these in its own way
            messages.append(message)

        await self._app(asked, _receive_nothing, collect)
        if "is_miss" in state:
            return self._miss(served, name)
        start, *bodies = messages
        given = tuple((name, value) for name, value in start["headers"] if name != b"content-length")
        body = b"".join(each.get("body", b"") for each in bodies)
        return Answer(start["status"], given, body)


def choose_messages(kept: KeptAnswer, method: str, condition: bytes | None) -> tuple[Start, Body]:
    """The two messages that answer a request with this method and If-None-Match, where GET has this answer."""
    if method == "OPTIONS":
        return _PREFLIGHT.start, _NOTHING
    if method not in _READING:
        refusal = kept if kept.is_miss else _NOT_ALLOWED
        return refusal.start, refusal.body
    if condition is not None and kept.not_modified is not None and is_fresh(condition, kept.etag):
        return kept.not_modified, _NOTHING
    return kept.start, _NOTHING if method == "HEAD" else kept.body


async def _receive_nothing() -> dict[str, Any]:
    """No request of ours has a body that anybody reads."""
    return {"type": "http.request", "body": b"", "more_body": False}


def join_repeated(lines: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers by name; one that is repeated counts as one list (RFC 9110 section 5.3)."""
    headers: dict[bytes, bytes] = {}
    for name, value in lines:
        headers[name] = headers[name] + b"," + value if name in headers else value
    return headers


def is_fresh(condition: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names the ETag, by weak comparison (RFC 9110 section 13.1.2)."""
    if condition == etag:
        return True
    tags = [tag.strip(b" \t").removeprefix(b"W/") for tag in condition.split(b",")]
    return tags == [b"*"] or etag in tags


def make_answer(status: int, headers: Mapping[str, str], body: bytes, *, is_miss: bool = False) -> Answer:
    """An answer of these."""
    return Answer(status, tuple((name.encode(), value.encode()) for name, value in headers.items()), body, is_miss)


def _make_refusal(kind: problems.Kind, headers: Mapping[str, str]) -> KeptAnswer:
    described = {"content-type": problems.MEDIA_TYPE, **headers}
    return KeptAnswer(make_answer(kind.status, described, encode_problem(make_problem(kind))), "identity")


_READING: Final = frozenset({"GET", "HEAD"})
_FAULT: Final = _make_refusal(problems.INTERNAL_ERROR, make_headers("fault"))
_NOT_ALLOWED: Final = _make_refusal(problems.METHOD_NOT_ALLOWED, {**make_headers("miss"), "allow": ALLOWED})
_PREFLIGHT: Final = KeptAnswer(make_answer(HTTPStatus.NO_CONTENT, PREFLIGHT, b""), "identity")
