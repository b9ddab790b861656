"""Every exception that Vertebra raises on purpose.

    VertebraError
    ├── SourceError      an author must act: content/ cannot be read
    ├── CatalogError     a translator must act: one file in locales/ cannot be read
    ├── MarkupError      an author or translator must act: the text holds markup that is not legal
    ├── WriteError       whoever ran the command must act: a file cannot be written, and is as it was
    ├── RefusedError     whoever ran the command must act: what was asked may not be done as things are
    ├── UsageError       whoever ran the command must act: an argument names what does not exist
    └── SettingsError    an operator must act: an option or environment variable makes no sense

Rules: a problem that a person can fix in a file travels as a Finding, so that all of them are shown in one run; an
exception says "cannot go on". A CatalogError never leaves `catalogs`: it takes one locale out, never the server.
What a partner did wrong is not an exception but an answer: `api.representations.problems`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.model.findings import Finding


class VertebraError(Exception):
    """The root: catch this to catch everything that Vertebra raises on purpose."""


class SourceError(VertebraError):
    """content/ cannot be served. `findings` holds every reason, in file and line order."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings and say them one a line."""
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class CatalogError(VertebraError):
    """One file in locales/ cannot be trusted. `findings` says where and what to do."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings and say them one a line."""
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class MarkupError(VertebraError):
    """A text holds markup other than bold and emphasis. The message says which and what to write instead."""


class SettingsError(VertebraError):
    """A setting has no sense. The message names the option, the environment variable and what is legal."""


class WriteError(VertebraError):
    """A file cannot be written, and was left as it was. The message says which and why."""


class RefusedError(VertebraError):
    """What was asked may not be done as things are. The message says what has to come first."""


class UsageError(VertebraError):
    """A command's argument names nothing that exists. The message says what does."""
