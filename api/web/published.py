"""Everything that is served of a release: representations, and resources that choose from them."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Literal

from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.representations.shapes import Locales

Scope = Literal["localised", "shared", "version"]
"""`localised`: representations of their own for each locale. `shared`: for all readers. `version`: exact words, which never change; they can
only be withdrawn."""


class Representation(Struct, frozen=True):
    """A resource's bytes at one URL. A refusal (a problem, or a page that says it) has a URL and bytes too."""

    path: str
    body: bytes
    media_type: str
    status: int
    scope: Scope
    languages: tuple[LocaleTag, ...] = ()
    """For Content-Language; empty where it is not localised."""

    alternates: tuple[tuple[LocaleTag, str], ...] = ()
    """(locale, path) of the same in each locale's own words; this one may be among them."""

    security_policy: str = ""
    """Content-Security-Policy, for HTML."""

    indexed: bool = True
    """Whether a search engine may list it."""


class Choice(Struct, frozen=True):
    """One of the representations that a resource chooses from."""

    locale: LocaleTag
    """The source's, if the resource is not localised."""

    media_type: str
    path: str


class Resource(Struct, frozen=True):
    """A URL that negotiates, and what it chooses from."""

    path: str
    scope: Scope
    choices: tuple[Choice, ...]
    """Every listed locale in every format; formats in the order in which a tie is decided."""

    exact_choices: tuple[Choice, ...] = ()
    """The same without stand-ins; empty where there are none."""

    own: tuple[LocaleTag, ...] = ()
    """The locales in which it is served in its own words: what Accept-Language chooses from, before stand-ins."""

    unmatched: Representation | None = None
    """What `?lang=` gets with `?fallback=none` where it matches no locale."""

    invalid: Callable[[LocaleTag, tuple[LocaleTag, ...]], Representation] | None = None
    """Makes what a senseless query gets, where that is no problem document but a page: in a locale, with those that are suggested."""


class Publication(Struct, frozen=True):
    """Every representation of a release, and which resource offers which."""

    locales: Locales
    representations: tuple[Representation, ...]
    resources: tuple[Resource, ...]
    misses: tuple[Representation, ...]
    """What is said under a path where nothing else is, if that is no problem document but a page."""

    def list_withdrawn(self) -> frozenset[str]:
        """The addresses that say that what stood there was withdrawn, whoever asks."""
        gone = {each.path for each in self.representations if each.status == HTTPStatus.GONE}
        return frozenset(gone) | {
            resource.path for resource in self.resources if all(choice.path in gone for choice in resource.choices)
        }
