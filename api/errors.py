"""Every exception that Vertebra raises on purpose, and the exit code of the command that it ends.

    VertebraError            2
    ├── UnreadableError      2  files cannot be trusted; `findings` says where, and what to do
    │   ├── SourceError      2  an author must act: content/ cannot be served
    │   └── CatalogError     2  a translator or operator must act: a file in locales/ cannot be read
    ├── MarkupError          2  an author or translator must act: the text holds markup that is not legal
    ├── UsageError           2  an option, argument or environment variable makes no sense
    └── RefusedError         1  what was asked is not possible as things are, and was not done

Rules: a problem that a person can fix in a file travels as a Finding, so that all of them are shown in one run; an
exception says "cannot go on". A broken catalog takes one locale out, never the server.
What a partner did wrong is not an exception but an answer: `api.representations.problems`.
"""

from __future__ import annotations

from typing import ClassVar

from api.model.findings import Finding


class VertebraError(Exception):
    """The root: catch this to catch everything that Vertebra raises on purpose."""

    exit_code: ClassVar[int] = 2
    hint: ClassVar[str] = ""
    """What to do, where the message does not say it."""


class UnreadableError(VertebraError):
    """Files that cannot be trusted. `findings` holds every reason, in file and line order."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings and say them one a line."""
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class SourceError(UnreadableError):
    """The English cannot be served."""

    hint = "content/ cannot be served; correct the above and try again"


class CatalogError(UnreadableError):
    """One file in locales/ cannot be trusted."""

    hint = "the file above was left alone; mend it and try again"


class MarkupError(VertebraError):
    """A text holds markup other than bold and emphasis. The message says which and what to write instead."""


class UsageError(VertebraError):
    """An option, argument or environment variable makes no sense. The message names it and what is legal."""


class RefusedError(VertebraError):
    """What was asked is not possible as things are: not allowed, or a file cannot be written. The message says why."""

    exit_code = 1
