"""Lets `pybabel extract` find what `vertebra sync` finds: an entry point of the group `babel.extractors`.

It is given a topic.toml, and yields the whole topic in its order, or api/model/interface.py, and yields our own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from api.source.reader import read_content
from api.source.segments import INTERFACE_SECTION
from api.translators.merge import list_extracted

ExtractedMessage = tuple[int, str, tuple[str, str], list[str]]
"""Line, function, its arguments, comments: as Babel takes a call of `pgettext`."""


def extract(
    fileobj: BinaryIO, keywords: Mapping[str, Any], comment_tags: list[str], options: Mapping[str, Any]
) -> Iterator[ExtractedMessage]:
    """Yield the file's messages. Babel opens it and names it in `fileobj.name`; the other arguments are not used.

    Raises:
        SourceError: the topic cannot be read.
    """
    del keywords, comment_tags, options
    path = Path(fileobj.name)
    if path.name == "interface.py":
        segments = INTERFACE_SECTION.segments
    else:
        folder = path.resolve().parent
        (topic,) = (each for each in read_content(folder.parent) if each.id == folder.name)
        segments = tuple(segment for section in topic.sections for segment in section.segments)
    for number, segment in enumerate(segments, 1):
        yield number, "pgettext", (segment.msgctxt, segment.msgid), list(list_extracted(segment))
