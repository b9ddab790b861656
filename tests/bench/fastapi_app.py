"""What a team would write: FastAPI that negotiates with Babel and translates with gettext, for each request.

It runs in an environment of its own and imports nothing of the project but how to be served. Its catalogs are the same
as ours, parsed and compiled before the first request. It answers with the words alone: no runs, no HTML, no notices,
no validators, no compression; so it does less than ours for each request, and sends fewer bytes than ours uncompressed.

`/v1/topics/vertebroplasty` returns a dictionary, as FastAPI's tutorial begins; `/typed/...` declares what it returns,
which has pydantic write the JSON and is the fastest that FastAPI documents.
"""

# Not `from __future__ import annotations`: FastAPI reads the annotations while the module runs.

import io
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Annotated, Any

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fastapi import FastAPI, Header  # type: ignore[import-not-found]  # lives in .bench/venv, for it brings pydantic

from tests.bench.granian_server import serve

TOPIC = "vertebroplasty"
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Block:
    """A translated text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Topic:
    """All sections, in one locale."""

    id: str
    locale: str
    sections: list[Section]


Template = dict[str, list[tuple[str, str, str]]]
"""Section -> (block, msgctxt, msgid), in the template's order; the block of a heading is `title`."""


def make_app(locales: Path) -> Any:
    """The application, with every catalog of the folder loaded."""
    template = read_template(locales / f"{TOPIC}.pot")
    catalogs = load_catalogs(locales)
    available = sorted(catalogs)
    app = FastAPI()

    def choose_locale(accept_language: str) -> str:
        return negotiate_locale(parse_preferences(accept_language), available) or SOURCE

    @app.get(f"/v1/topics/{TOPIC}", response_model=None)  # type: ignore[untyped-decorator]  # FastAPI is not here to be read
    async def read_topic(accept_language: Annotated[str, Header()] = "") -> dict[str, Any]:
        locale = choose_locale(accept_language)
        translate = catalogs[locale].pgettext
        sections = []
        for section, messages in template.items():
            texts = [{"id": block, "text": translate(context, message)} for block, context, message in messages]
            sections.append({"id": section, "title": texts[0]["text"], "blocks": texts[1:]})
        return {"id": TOPIC, "locale": locale, "sections": sections}

    @app.get(f"/typed/topics/{TOPIC}")  # type: ignore[untyped-decorator]
    async def read_typed_topic(accept_language: Annotated[str, Header()] = "") -> Topic:
        locale = choose_locale(accept_language)
        translate = catalogs[locale].pgettext
        sections = []
        for section, messages in template.items():
            texts = [Block(block, translate(context, message)) for block, context, message in messages]
            sections.append(Section(section, texts[0].text, texts[1:]))
        return Topic(TOPIC, locale, sections)

    return app


def parse_preferences(accept_language: str) -> list[str]:
    """The header's languages as Babel writes them, the most wanted first."""
    weighted = []
    for part in accept_language.split(","):
        tag, _, parameters = part.strip().partition(";")
        try:
            weight = float(parameters.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        weighted.append((tag.strip().replace("-", "_"), weight))
    return [tag for tag, _ in sorted(weighted, key=lambda each: -each[1])]


def read_template(path: Path) -> Template:
    """The topic's messages by section."""
    template: Template = {}
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id and isinstance(message.context, str):
                section, _, block = message.context.partition("/")
                template.setdefault(section, []).append((block, message.context, str(message.id)))
    return template


def load_catalogs(locales: Path) -> dict[str, NullTranslations]:
    """Every locale's messages, as gettext reads them from compiled catalogs."""
    catalogs = {SOURCE: NullTranslations()}
    for path in sorted(locales.glob(f"*/LC_MESSAGES/{TOPIC}.po")):
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file))
        compiled.seek(0)
        catalogs[path.parts[-3]] = GNUTranslations(compiled)
    return catalogs


if __name__ == "__main__":
    serve(make_app, __doc__)
