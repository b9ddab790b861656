"""A partner recomputes a section's digest from its JSON, in every section and language shipped.

The guide's JavaScript does the same in `tests/e2e/test_partner_recipes.py`.
"""

from __future__ import annotations

from typing import Any

from tests.asgi import Door
from tests.builders import SIXTEEN
from tests.e2e.guide import recipe

TAGS = ("en", *SIXTEEN)


def test_the_guide_s_python_computes_every_digest(door: Door) -> None:
    """With the standard library alone."""
    topics = [door.ask(f"/v1/topics/vertebroplasty/{tag}.json").json for tag in TAGS]
    sections = [section for topic in topics for section in topic["sections"]]
    space: dict[str, Any] = {}
    exec(compile(recipe("Which words these are", "python"), "recipe", "exec"), space)  # noqa: S102  the guide is ours
    assert len(sections) == 8 * len(TAGS)
    assert [space["compute_digest"](each) for each in sections] == [each["digest"] for each in sections]
