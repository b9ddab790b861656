"""Names of things, one type each, so that a type checker tells a topic from a section."""

from __future__ import annotations

from typing import NewType

TopicId = NewType("TopicId", str)
"""A folder of content/: `vertebroplasty`."""

SectionId = NewType("SectionId", str)
"""A Markdown file of a topic, without its suffix: `risks`."""

BlockId = NewType("BlockId", str)
"""The authored id of a heading, paragraph or list item, unique in its section: `leak`."""

LocaleTag = NewType("LocaleTag", str)
"""A BCP 47 tag with hyphens: `pt-BR`. Folder names use the underscore form: see `api.files.folders`."""

Digest = NewType("Digest", str)
"""`sha256:` and 64 hexadecimal digits."""

ID_PATTERN = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""What topic, section and block ids look like: lower-case words joined by single hyphens."""
