r"""Markdown: CommonMark (https://spec.commonmark.org/0.31.2) that GitHub and pandoc read alike.

Rules
1. It begins with the notices, as quotes. Each stretch in one language stands in a `<div lang dir>`, which both understand.
2. Text is escaped: what a reader sees is the text of the JSON, whatever characters are in it. Quotation marks alone are left as they are,
   for a file that people read: pandoc rounds them, and keeps `Dr.` and a name together, unless it is told `-f markdown-smart`.
3. One block is one line; nothing is wrapped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final
from unicodedata import category

from api.model.content import Run
from api.model.exact_words import ListBlock, ParagraphBlock, join_runs
from api.model.locales import Direction
from api.representations.article import Article
from api.representations.bidi import isolate_plain
from api.representations.passages import HeadingLine, Passage, RequiredLine, list_passages
from api.representations.paths import read_path
from api.representations.shapes import Attribution, Notice

_MARKUP: Final = re.compile(
    # Marks that may be markup wherever they stand; else the beginning of an entity, a tag, a citation or a mention.
    r"[\\`*_\[\]~^$]|&(?=#?[0-9A-Za-z]+;)|<(?=[A-Za-z/!?])|(?<![^\W_])@(?=[\w{])"
    # And of what pandoc draws together into a dash or an ellipsis, GitHub into a picture.
    r"|-(?=-)|\.(?=\.\.)|:(?=[0-9A-Za-z_+-]+:)"
)
"""What CommonMark, GitHub or pandoc may take for markup."""

# Pandoc counts by letters and Roman numbers too, in brackets too; a capital and a full stop are a name's, but with two spaces.
_NUMBER: Final = r"[0-9]+|[a-z]|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Z](?=\)|\.(?:\s\s|$))|[@#]"
_FIRST: Final = re.compile(
    # What would begin a heading, quote, rule, table, definition or title; what would begin a list.
    rf"(?=[#>+\-=|:%])|(\(?(?:{_NUMBER}))(?=[.)](?:\s|$))"
)

_LAST: Final = re.compile(r"(?<= )(?=#+$)|(?=\{[^{}]*\}$)")
"""Where a heading's own end would begin, or what pandoc takes for its attributes."""


def render_markdown(article: Article, public_url: str) -> str:
    """Render the article as Markdown."""
    stretches = []
    for (locale, direction), passages in groupby(list_passages(article), lambda each: (each.locale, each.direction)):
        written = "\n\n".join(_render_passage(passage, article, public_url) for passage in passages)
        stretches.append(f'<div lang="{locale}" dir="{direction}">\n\n{written}\n\n</div>\n')
    return "\n".join(stretches)


def _render_passage(passage: Passage, article: Article, public_url: str) -> str:
    content, direction = passage.content, passage.direction
    match content:
        case HeadingLine():
            return render_markdown_heading(content.text, content.level, direction)
        case ParagraphBlock():
            return render_markdown_runs(join_runs(content), direction)
        case ListBlock():
            return _render_list(content, direction, "")
        case RequiredLine():
            return _render_required(content, article, public_url)
    text = render_markdown_text(content.text, direction)
    if isinstance(content, Attribution) and content.url:
        name = render_markdown_text(article.body.provenance.publisher, direction)
        return text.replace(name, f"[{name}]({content.url})")
    return f"> {text}" if isinstance(content, Notice) else text


def _render_required(content: RequiredLine, article: Article, public_url: str) -> str:
    sentence = article.also_read
    before, after = article.around_title
    title = escape_markdown(isolate_plain(content.title.text, content.title.direction))
    if content.title.locale != sentence.locale:
        title = f'<span lang="{content.title.locale}" dir="{content.title.direction}">{title}</span>'
    if public_url:
        title = f"[{title}]({public_url}{read_path(article.topic.id, content.id, article.locale)})"
    start = render_markdown_text(before, sentence.direction) if before else ""
    return f"{start}{title}{escape_markdown(isolate_plain(after, sentence.direction))}"


def _render_list(block: ListBlock, direction: Direction, indent: str) -> str:
    lines = []
    for number, item in enumerate(block.items, 1):
        marker = f"{number}. " if block.ordered else "- "
        lines.append(f"{indent}{marker}{render_markdown_runs(join_runs(item), direction)}")
        lines += [_render_list(nested, direction, indent + " " * len(marker)) for nested in item.blocks]
    return "\n".join(lines)


def render_markdown_heading(text: str, level: int, direction: Direction) -> str:
    """Render a heading. Marks at the end of its words stay words."""
    text = _LAST.sub(r"\\", render_markdown_text(text, direction))
    return f"{'#' * level} {text}"


@lru_cache(maxsize=8192)
def render_markdown_runs(runs: tuple[Run, ...], direction: Direction) -> str:
    """Render a text with its emphasis, at the beginning of a line."""
    strong, em = (("**", "**"), ("*", "*")) if _is_starred(runs) else (("<strong>", "</strong>"), ("<em>", "</em>"))
    text = ""
    for run in runs:
        piece = escape_markdown(isolate_plain(run.text, direction))
        piece = f"{em[0]}{piece}{em[1]}" if run.em else piece
        text += f"{strong[0]}{piece}{strong[1]}" if run.strong else piece
    return text if runs and (runs[0].strong or runs[0].em) else _guard_first(text)


def _is_starred(runs: tuple[Run, ...]) -> bool:
    """Whether stars say the emphasis without doubt; else tags must.

    CommonMark asks what stands inside and outside of each star. Where letters stand inside and nothing emphasised beside it, any
    answer is the right one.
    """
    marked = [run.strong or run.em for run in runs]
    return not any(map(all, pairwise(marked))) and not any(
        (run.strong and run.em) or category(run.text[0])[0] in "PSZC" or category(run.text[-1])[0] in "PSZC"
        for run in runs
        if run.strong or run.em
    )


def render_markdown_text(text: str, direction: Direction) -> str:
    """Render plain text at the beginning of a line."""
    return _guard_first(escape_markdown(isolate_plain(text, direction)))


def escape_markdown(text: str) -> str:
    """Put a backslash before whatever would be read as markup in plain text."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _guard_first(text: str) -> str:
    return _FIRST.sub(r"\1\\", text, count=1) if _FIRST.match(text) else text
