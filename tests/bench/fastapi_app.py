"""What a team would write: FastAPI that negotiates with Babel and translates with gettext, for each request.

It runs in an environment of its own and imports nothing of the project but how to be served. Its catalogs are the same
as ours, parsed and compiled before the first request. It answers with the words alone: no runs, no HTML, no notices,
no validators, no compression; so it does less than ours for each request, and sends fewer bytes than ours uncompressed.
"""

# Not `from __future__ import annotations`: FastAPI reads the annotations while the module runs.

import io
import re
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Annotated, Any

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fastapi import FastAPI, Header  # type: ignore[import-not-found]  # lives in .bench/venv, for it brings pydantic

from tests.bench.control import serve

TOPIC = "vertebroplasty"
SOURCE = "en"

Template = dict[str, list[tuple[str, str, str]]]
"""Section -> (block, msgctxt, msgid), in the template's order; the block of a heading is `title`."""


def make_app(locales: Path) -> Any:
    """The application, with every catalog of the folder loaded."""
    template = read_template(locales / f"{TOPIC}.pot")
    catalogs = load_catalogs(locales)
    available = sorted(catalogs)
    app = FastAPI()

    @app.get(f"/v1/topics/{TOPIC}", response_model=None)  # type: ignore[untyped-decorator]  # FastAPI is not here to be read
    async def read_topic(accept_language: Annotated[str, Header()] = "") -> dict[str, Any]:
        locale = negotiate_locale(parse_preferences(accept_language), available) or SOURCE
        translate = catalogs[locale].pgettext
        sections = []
        for section, messages in template.items():
            texts = [{"id": block, "text": translate(context, message)} for block, context, message in messages]
            sections.append({"id": section, "title": texts[0]["text"], "blocks": texts[1:]})
        return {"id": TOPIC, "locale": locale, "sections": sections}

    return app


def parse_preferences(accept_language: str) -> list[str]:
    """The header's languages as Babel writes them, the most wanted first."""
    weighted = re.findall(r"([\w-]+)\s*(?:;\s*q=([\d.]+))?", accept_language)
    return [tag.replace("-", "_") for tag, _ in sorted(weighted, key=lambda each: -float(each[1] or 1))]


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
    serve(make_app)
