"""Language and format over HTTP: the rules of RFC 9110 and RFC 4647, and our own of distance and refusal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from api.model.vetting import Policy
from api.release.build import load_release
from tests.asgi import Door, open_door
from tests.builders import copy_project

TOPIC = "/v1/topics/vertebroplasty"

# Accept-Language, with sixteen locales beside English, and what is served.
HEADERS = [
    ("", "en"),
    ("es", "es"),
    ("ES", "es"),
    ("es-MX", "es"),
    ("es-419", "es"),
    ("es-mx, en;q=0.1", "es"),
    ("zh-TW", "zh-Hant"),
    ("zh-HK", "zh-Hant"),
    ("zh-Hant-HK", "zh-Hant"),
    ("zh", "zh-Hans"),
    ("zh-CN", "zh-Hans"),
    ("zh-SG", "zh-Hans"),
    ("cmn", "zh-Hans"),
    ("pt", "pt-BR"),
    ("pt-PT", "pt-BR"),
    ("tl", "fil"),
    ("fil-PH", "fil"),
    ("ar-EG", "ar"),
    ("ht-US", "ht"),
    ("hat", "ht"),
    ("en-GB", "en"),
    # Near is not the same: these readers get English, not a neighbour's language.
    ("uk", "en"),
    ("ca", "en"),
    ("yue", "en"),
    ("zh-yue", "en"),
    ("nb", "en"),
    # q decides, then order, then distance.
    ("fr;q=0.5, es;q=0.9", "es"),
    ("fr, es", "fr"),
    ("es, fr", "es"),
    ("fr;q=0.9, es;q=0.9", "fr"),
    ("de, es;q=0.3", "es"),
    ("de, uk;q=0.9, ru;q=0.1", "ru"),
    ("en;q=0.8, es", "es"),
    ("es;q=0.001, en;q=0.002", "en"),
    ("es;q=1.000", "es"),
    ("es;q=0.", "en"),
    ("es;q=1.", "es"),
    ("es ; q=0.5 , fr;q=0.4", "es"),
    ("es;Q=0.5, fr;q=0.6", "fr"),
    ("pt-PT, es", "pt-BR"),
    # q=0 refuses.
    ("es;q=0", "en"),
    ("es;q=0.000, fr", "fr"),
    ("es;q=0, es-MX", "en"),
    ("es-MX;q=0, es", "es"),
    ("es-MX;q=0", "en"),
    ("zh;q=0, zh-Hant;q=0.5", "zh-Hant"),
    ("pt;q=0, pt-BR", "pt-BR"),
    ("pt;q=0, pt-PT", "en"),
    ("tl;q=0, fil", "en"),
    ("en;q=0, es", "es"),
    # Even refused, English is what remains: language never gives 406.
    ("en;q=0", "en"),
    ("*;q=0", "en"),
    ("*;q=0, es", "es"),
    ("es-MX, *;q=0", "es"),
    ("zh-TW, *;q=0", "zh-Hant"),
    ("es-MX, es;q=0, *;q=0", "en"),
    ("de, *;q=0", "en"),
    # `*` means the source, unless refused.
    ("*", "en"),
    ("de, *", "en"),
    ("*, es", "en"),
    ("*;q=0.5, es", "es"),
    ("*, en;q=0", "ar"),
    ("*, en;q=0, ar;q=0", "es"),
    # Empty and malformed members are passed over, and the others count.
    (",, es ,", "es"),
    ("es;q=-1", "en"),
    ("e s", "en"),
    ("*-CH", "en"),
    ("toolonglanguage", "en"),
    ("Spanish", "en"),
    ("C", "en"),
    ("ñ", "en"),
    ("ñ, e s, ;q=1, *-CH, fr;q=0.1", "fr"),
    ("8, es", "es"),
    # A language that is plainly named is not lost to what stands around it.
    ("es;q=2", "es"),
    ("es;q=10", "es"),
    ("es;q=", "es"),
    ("es;q", "es"),
    ("es;level=1", "es"),
    ("es;q=2, fr", "es"),
    ("fr;q=nan, es;q=0.1", "fr"),
    ("es;, en;q=0.5", "es"),
    ("es;q=0.9;, en;q=0.5", "es"),
    ("es;q=0.90;charset=utf-8, en;q=0.1", "es"),
    ("es;charset=utf-8;q=0.1, fr;q=0.5", "fr"),
    ("es;0.8,en;0.5", "es"),
    ("es;0,8,en;0,5", "es"),
    ("en;0.5,es;.8", "es"),
    ("es q=0.9, en;q=0.5", "es"),
    ('es;q="0.9", en;q=0.5', "es"),
    ('es;q="0,8", fr;q="0,9"', "fr"),
    # No string is quoted here: each comma parts two members.
    ('"es, en;q=0.5"', "es"),
    ('"es, en;q=0.5', "es"),
    ('xx", es, en;q=0.5', "es"),
    ('es", fr', "es"),
    ('"es", "fr"', "es"),
    ("'es', 'fr'", "es"),
    ('["es","en"]', "es"),
    ("[es;q=0,5, fr;q=0,8]", "fr"),
    ('es"x", fr', "fr"),
    ('es"x"', "en"),
    # What can mean one thing only is read as meant.
    ("es;q=0.1234", "es"),
    ("es; q = 0.5, fr;q=0.4", "es"),
    ("fr-CA;q=.9, en;q=.5", "fr"),
    ("pl; q=1.0000, en;q=0.5", "pl"),
    ("es-ES, es;q=0,8, en;q=0,6, es_ES;q=0,4, *", "es"),
    ("fr;q=0,5, es;q=0,8", "es"),
    ("es;q=0,0, fr;q=0,1", "fr"),
    ("es;q=1,0", "es"),
    ("es_MX", "es"),
    ("en,en_US;q=0.9", "en"),
    ("pt_BR,pt;q=0.9", "pt-BR"),
    ("zh_TW_#Hant", "zh-Hant"),
    ("es_ES.UTF-8, en", "es"),
    ("b+zh+Hant", "zh-Hant"),
    ("zh-CHT", "zh-Hant"),
    ("zh-CHS", "zh-Hans"),
    ("pt_PT_ao90, en", "pt-BR"),
    ("zh_TW_Hant, en", "zh-Hant"),
    ("zho_TWN, en", "zh-Hant"),
    ("spa-MEX, en", "es"),
    ("zh-CHT;q=0, zh-Hant, fr;q=0.1", "fr"),
    # Of a long header the beginning counts: bytes, members, and the length of each.
    ("es" + ", fr" * 2000, "es"),
    # Here the limit lies between `pl` and its q.
    ("fr;q=0.5, " + "x" * 4082 + ", pl;q=0.1, vi", "fr"),
    ("xx, " * 31 + "es, fr;q=0.9", "es"),
    ("xx;q=0.1, " * 32 + "es", "en"),
    ("," * 4000 + "es", "es"),
    ("en" + "-a-bb" * 500 + ", es;q=0.5", "es"),
    ("es" + "-a-bb" * 4 + ", fr;q=0.5", "fr"),
    # Well-formed nonsense matches nothing and spoils nothing.
    ("xx, zz-ZZ, es", "es"),
    ("i-klingon, es", "es"),
    ("x-private, es", "es"),
    ("und, es", "es"),
    ("en-US,en;q=0.9,es;q=0.8", "en"),
    ("de-CH,de;q=0.9,es;q=0.7,*;q=0.5", "es"),
]


@pytest.mark.parametrize(("header", "locale"), HEADERS, ids=lambda value: value[:40])
def test_accept_language(wide_door: Door, header: str, locale: str) -> None:
    """The header gets the locale that the rules give it."""
    reply = wide_door.ask(TOPIC, accept_language=header)

    assert (200, locale) == (reply.status, reply.json["locale"])


def test_an_absent_header_gets_the_source(wide_door: Door) -> None:
    """Without Accept-Language, English."""
    assert wide_door.ask(TOPIC).json["locale"] == "en"


def test_a_repeated_header_is_one_list(wide_door: Door) -> None:
    """Two Accept-Language lines count as one, in their order."""
    for values, locale in ((("es;q=0.5", "fr"), "fr"), (('xx"', "es, en;q=0.1"), "es")):
        lines = tuple(("Accept-Language", value) for value in values)

        assert wide_door.ask_lines(TOPIC, lines).json["locale"] == locale


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("ES-mx", "es"),
        ("zh-TW", "zh-Hant"),
        ("tl", "fil"),
        ("uk", "en"),
        ("xx", "en"),
        ("x-private", "en"),
        ("i-klingon", "en"),
        ("EN-GB-oed", "en"),
        ("sgn-BE-FR", "en"),
        ("de-1996-u-co-phonebk", "en"),
        # As people and other programs write it.
        ("es_US", "es"),
        ("pt_BR", "pt-BR"),
        ("zh_TW", "zh-Hant"),
        ("zh_TW_%23Hant", "zh-Hant"),
        ("zh-CHT", "zh-Hant"),
        ("zh-CHS", "zh-Hans"),
        ("es_ES.UTF-8", "es"),
        ("+es+", "es"),
        ("sp", "es"),
        ("pt_PT_ao90", "pt-BR"),
        ("es_ES_EURO", "es"),
        ("spa-MEX", "es"),
        ("es_ESP", "es"),
        ("zho_TWN", "zh-Hant"),
        ("ara_SAU", "ar"),
        ("zh_TW_Hant", "zh-Hant"),
        ("zh_CN_Hans", "zh-Hans"),
        ("es-419_MX", "es"),
        ("zh-yue", "en"),
        ("zh-HK-yue", "en"),
    ],
)
def test_lang_beats_accept_language(wide_door: Door, lang: str, locale: str) -> None:
    """`?lang=` decides, and where it matches nothing the source is served: Accept-Language is not consulted."""
    assert wide_door.ask(f"{TOPIC}?lang={lang}", accept_language="fr").json["locale"] == locale


@pytest.mark.parametrize(
    "query",
    ["lang=", "lang", "lang=*", "lang=es&lang=es", "lang=es__MX", "lang=Spanish", "lang=C", "lang=e%20s", "lang=es%00", "lang=%FF", "lang=es;q=1",
     "lang=toolonglanguage", "lang=es-", "lang=-es", "fallback=", "fallback=all", "fallback=none&fallback=none",
     "lang=" + "a-" * 3000, "lang=en" + "-a-bb" * 500, "lang=en-a-bb-b-cc-d-ee-f-gg", "lang=en-x-" + "abcdefgh-" * 11 + "a"],
    ids=lambda query: query[:30],
)  # fmt: skip
def test_a_senseless_query_is_a_400(wide_door: Door, query: str) -> None:
    """A malformed, empty or repeated `lang` or `fallback` is said to be, not guessed at."""
    reply = wide_door.ask(f"{TOPIC}?{query}")

    assert (reply.status, reply.json["type"]) == (400, "/problems/invalid-query")


def test_a_folder_that_is_no_languages_changes_nothing_for_the_others(tmp_path: Path) -> None:
    """Whatever it is called, tags are matched as without it, by `?lang=` and by header."""
    folders = copy_project(tmp_path, "es", "pt-BR", "zh-Hans", "zh-Hant")
    for name in ("sr@latin", "zh_CHT", "es_419@euro", "x", "zh", "pt"):
        shutil.copytree(folders.locales / "es", folders.locales / name)
    door = open_door(load_release(folders, Policy.DRAFTS))

    assert [each["locale"] for each in door.ask("/v1/locales").json["locales"]] == [
        "en",
        "es",
        "pt-BR",
        "zh-Hans",
        "zh-Hant",
    ]
    wanted = (("es", "es"), ("es-MX", "es"), ("zh-TW", "zh-Hant"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"))
    for tag, locale in (*wanted, ("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("sr", "en"), ("sr-Latn", "en")):
        assert door.ask(f"{TOPIC}?lang={tag}").json["locale"] == locale
        assert door.ask(TOPIC, accept_language=tag).json["locale"] == locale


def test_a_locale_of_its_own_is_what_is_asked_for(tmp_path: Path) -> None:
    """A region that has its own folder is served from it, and its language from its own."""
    folders = copy_project(tmp_path, "fr")
    for name in ("fr_FR", "fr_CA"):
        shutil.copytree(folders.locales / "fr", folders.locales / name)
    (folders.locales / "en_US").mkdir()
    door = open_door(load_release(folders, Policy.DRAFTS))

    assert door.ask(f"{TOPIC}?lang=en-US").headers["content-location"] == f"{TOPIC}/en-US.json"
    for tag in ("fr", "fr-FR", "fr-CA", "en"):
        assert door.ask(f"{TOPIC}?lang={tag}").json["locale"] == tag
        assert door.ask(TOPIC, accept_language=tag).json["locale"] == tag


def test_a_query_that_is_too_long_is_told_so(wide_door: Door) -> None:
    """Whatever names stand in it: it is not read, so nothing is said of `lang`."""
    reply = wide_door.ask(f"{TOPIC}?trace={'x' * 4096}")

    assert (reply.status, reply.json["type"]) == (400, "/problems/invalid-query")
    assert reply.json["detail"] == "The query is too long to be read."
    assert "lang" not in reply.json["next"]


def test_unknown_query_names_are_ignored(wide_door: Door) -> None:
    """Names that we do not know, in any case, change nothing."""
    plain = wide_door.ask(TOPIC)

    assert plain == wide_door.ask(f"{TOPIC}?utm_source=x&LANG=es&Lang=es&=&&%FF=1")
    assert plain == wide_door.ask(f"{TOPIC}?cachebuster")


def test_a_representation_takes_no_query(wide_door: Door) -> None:
    """A representation URL is itself, whatever stands behind it."""
    path = f"{TOPIC}/es.json"

    assert wide_door.ask(path) == wide_door.ask(f"{path}?lang=fr&fallback=nonsense", accept_language="fr")


# Accept, and which of the five formats of a topic or section is served; None is a 406.
ACCEPTS: list[tuple[str, str | None]] = [
    ("", "json"),
    ("*/*", "json"),
    ("application/json", "json"),
    ("APPLICATION/JSON", "json"),
    ("application/*", "json"),
    ("application/json;charset=utf-8", "json"),
    ("text/html", "html"),
    ("text/*", "html"),
    ("text/markdown", "md"),
    ("text/plain", "txt"),
    ("Text/Plain;charset=utf-8", "txt"),
    ("application/ld+json", "jsonld"),
    ('application/ld+json;profile="a,b;q=0"', "jsonld"),
    # What browsers and curl send.
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ("image/avif,image/webp,*/*", "json"),
    # q decides, then our order.
    ("text/html, application/json;q=0.001", "html"),
    ("text/html;q=0.5, text/plain", "txt"),
    ("text/html;q=0.2, text/*;q=0.1, application/ld+json;q=0.3", "jsonld"),
    ("application/ld+json, text/plain, text/markdown", "md"),
    ("text/plain, application/json", "json"),
    ('text/html;x="a,b;q=0", application/json;q=0.9', "html"),
    # q=0 refuses, and the most specific range decides.
    ("application/json;q=0, */*", "html"),
    ("application/*;q=0, */*", "html"),
    ("text/*;q=0, application/json;q=0, */*;q=0.1", "jsonld"),
    ("text/html;q=0, text/*", "md"),
    ("text/*;q=0, text/plain", "txt"),
    ("application/json;q=0.0, text/html", "html"),
    # Nothing of ours.
    ("application/json;q=0", None),
    ("*/*;q=0", None),
    ("image/png", None),
    ("text/xml, application/xml", None),
    ("text/html;q=0, image/*", None),
    # Malformed members are passed over; where nothing is left, the header counts as absent.
    ("nonsense", "json"),
    ("application/json;q=2", "json"),
    ("text/html;q=x", "json"),
    (";;;", "json"),
    ("nonsense, text/html", "html"),
    ("text/html;q=x, text/plain", "txt"),
    ("text/html;q=.2, text/plain; q = 0.1000", "html"),
    ("text/html;q=0,2, text/plain;q=0,8", "txt"),
    ('text/html;x="a, text/plain', "html"),
    ("text/html" + ", text/plain" * 2000, "html"),
    ("image/png, " * 31 + "text/plain, text/html", "txt"),
    # What is not read may be anything: then what we have is offered in our order, but for what is refused.
    ("image/png, " * 32 + "text/plain", "json"),
    ("image/png, " * 32 + "text/html, */*;q=0.1", "json"),
    ("application/json;q=0, " + "image/png, " * 31 + "text/plain", "html"),
    ("image/png" + " " * 5000 + ", text/plain", "json"),
    ("*/*;q=0, " + "image/png, " * 31 + "text/plain", None),
    # `*` is a type in `*/*` only.
    ("*/json, text/html", "html"),
    ("*/json;q=0, */html", "json"),
    ('text/html"x", text/plain', "txt"),
]
TYPES = {
    "application/json": "json",
    "text/html; charset=utf-8": "html",
    "text/markdown; charset=utf-8": "md",
    "text/plain; charset=utf-8": "txt",
    "application/ld+json": "jsonld",
}


@pytest.mark.parametrize(("accept", "extension"), ACCEPTS, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("query", ["?lang=es", "?lang=es&fallback=none"])
def test_accept(wide_door: Door, accept: str, extension: str | None, query: str) -> None:
    """Accept is asked on a resource, with its q; what it refuses is a 406 that names what there is."""
    for path in (TOPIC, f"{TOPIC}/sections/risks"):
        reply = wide_door.ask(path + query, accept=accept)

        if extension is None:
            assert (reply.status, reply.json["type"]) == (406, "/problems/not-acceptable")
            assert reply.json["available"] == [name.partition(";")[0] for name in TYPES]
        else:
            exact = ".exact" if "none" in query else ""
            assert (reply.status, extension) == (200, TYPES[reply.headers["content-type"]])
            assert reply.headers["content-location"] == f"{path}/es{exact}.{extension}"


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/v1/topics", "application/json, text/html", 200),
        ("/v1/topics", "text/html", 406),
        ("/v1/locales", "text/html, */*;q=0.1", 200),
        ("/v1/locales", "application/ld+json", 406),
        ("/v1/manifest", "application/json;q=0, */*", 406),
        ("/read/vertebroplasty", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200),
        ("/read/vertebroplasty", "*/*", 200),
        ("/read/vertebroplasty/risks", "application/json", 406),
        ("/embed/vertebroplasty", "text/*", 200),
        ("/embed/vertebroplasty/risks", "text/html;q=0, */*", 406),
    ],
)
def test_accept_where_there_is_one_format(wide_door: Door, path: str, accept: str, status: int) -> None:
    """A list is JSON and a page is HTML, or the request is refused."""
    reply = wide_door.ask(path, accept=accept)
    kind = "application/json" if path.startswith("/v1/") else "text/html"

    assert reply.status == status
    if status == 406:
        assert reply.json["available"] == [kind]
    else:
        assert reply.headers["content-type"].partition(";")[0] == kind


def test_an_extension_beats_accept(wide_door: Door) -> None:
    """A representation is what its extension says."""
    for extension in TYPES.values():
        reply = wide_door.ask(f"{TOPIC}/es.{extension}", accept="image/png")

        assert (reply.status, TYPES[reply.headers["content-type"]]) == (200, extension)


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("", None),
        ("br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("identity;q=0, *;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=0", None),
        ("deflate", None),
        ("GZIP", "gzip"),
        ("nonsense;;", None),
        ("br" + " " * 5000, None),
    ],
)
def test_accept_encoding(wide_door: Door, accept_encoding: str, coding: str | None) -> None:
    """The coding that the client prefers among ours, ties to the smaller; never a 406."""
    reply = wide_door.ask(f"{TOPIC}/es.json", accept_encoding=accept_encoding)

    assert (200, coding) == (reply.status, reply.headers.get("content-encoding"))


@pytest.mark.parametrize(
    "path",
    ["/v1/topics/", "/v1//topics", "/V1/topics", "/v1/topics/Vertebroplasty", f"{TOPIC}/", f"{TOPIC}/ES.json",
     f"{TOPIC}/es-MX.json", f"{TOPIC}/xx.json", f"{TOPIC}/pt_BR.json", f"{TOPIC}/zh-hans.json", f"{TOPIC}/es.htm",
     f"{TOPIC}/es.json/", f"{TOPIC}/es.exact", f"{TOPIC}/es.MD", "/v1/topics/es.html", "/v1/locales.html", f"{TOPIC}/sections", f"{TOPIC}/sections/risk", "/v1/locales/", "/v1/locales/en.json",
     "/v1/versions/sha256:0", "/v1", "/v1/", "/v1/../health", "/nothing", "/docs/assets/../x", "/docs/assets/x.js",
     "/problems/nothing", "/reader/vertebroplasty", "/Read/vertebroplasty", "/v1/read/vertebroplasty", "/" + "x" * 5000, "/v1/" + "ü" * 100, "/v1/topics/\x00"],
)  # fmt: skip
def test_paths_are_exact(wide_door: Door, path: str) -> None:
    """No redirect for a slash or a case, no other spelling of a locale: a 404 that says where to look."""
    reply = wide_door.ask(path)

    assert (reply.status, reply.json["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "get"])
@pytest.mark.parametrize("path", [TOPIC, f"{TOPIC}/es.json", "/v1/locales", "/", "/health", "/openapi.json"])
def test_other_methods_are_refused(wide_door: Door, method: str, path: str) -> None:
    """The API is read only, and says which methods there are."""
    reply = wide_door.ask(path, method=method)

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert reply.json["type"] == "/problems/method-not-allowed"
