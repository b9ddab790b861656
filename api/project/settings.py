"""Settings of the server: an option of `vertebra serve`, else an environment variable, else a default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

import api
from api.errors import UsageError
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.model.suggestions import find_meant, find_usual
from api.model.vetting import REVIEW_MONTHS, Policy
from api.project.reading import Folders

_HIGHEST: Final = {"port": 65_535, "workers": 64, "review-months": 120, "cache-megabytes": 65_536}

CACHE_MEGABYTES: Final = 64
"""What finished answers may take, unless the operator says otherwise."""

_BOOLEANS: Final = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)
_NUMBER: Final = re.compile(r"[0-9]{1,5}")
# No path: every link of ours begins at the root.
_PUBLIC_URL: Final = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?/?")


class Setting(Struct, frozen=True):
    """One setting: `--name` on the command line, `VERTEBRA_NAME` in the environment."""

    name: str
    help: str
    default: str = ""
    metavar: str = "VALUE"
    """What stands for the value in a usage line."""

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"VERTEBRA_{self.name.replace('-', '_').upper()}"


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(name="host", help="address to listen on", default="127.0.0.1"),
    Setting(name="port", help="port to listen on", default="8000"),
    Setting(name="workers", help="worker processes; one already uses more than one core", default="1"),
    Setting(name="drafts", help="serve drafts too, each with its notice (a flag)", default="no"),
    Setting(
        name="drafts-in",
        help="locales, such as gu,ht, whose drafts are served too, each with its notice, where their English is signed",
    ),
    Setting(
        name="content",
        help="folder of the topics; else the working folder's content/, else the packaged one",
        metavar="FOLDER",
    ),
    Setting(
        name="locales",
        help="folder of the translations; else the working folder's locales/, else the packaged one",
        metavar="FOLDER",
    ),
    Setting(
        name="review-months",
        help="months after which a signed text is due to be read again",
        default=str(REVIEW_MONTHS),
        metavar="N",
    ),
    Setting(name="cache-megabytes", help="memory for finished answers, in each worker", default=str(CACHE_MEGABYTES)),
    Setting(name="public-url", help="the address that partners use; absolute URLs are made of it alone"),
)


def find_setting(name: str) -> Setting:
    """The setting of this name."""
    return next(setting for setting in SETTINGS if setting.name == name)


class Settings(Struct, frozen=True):
    """What the server was told, checked."""

    host: str
    port: int
    workers: int
    policy: Policy
    folders: Folders
    review_months: int
    cache_megabytes: int
    public_url: str
    """Without a slash at its end; empty where none was given."""


def resolve_settings(options: Mapping[str, str | None], environment: Mapping[str, str]) -> Settings:
    """Check every setting, by name.

    Raises:
        UsageError: one has no sense; the message names it.
    """
    values = {}
    for setting in SETTINGS:
        option = options.get(setting.name)
        values[setting.name] = option if option is not None else environment.get(setting.variable) or setting.default
    return Settings(
        host=values["host"],
        port=read_number("port", values["port"]),
        workers=read_number("workers", values["workers"]),
        policy=_read_policy(values["drafts"], values["drafts-in"]),
        folders=resolve_folders(options, environment),
        review_months=read_number("review-months", values["review-months"]),
        cache_megabytes=read_number("cache-megabytes", values["cache-megabytes"]),
        public_url=_read_url(values["public-url"]),
    )


def resolve_folders(options: Mapping[str, str | None], environment: Mapping[str, str]) -> Folders:
    """Where the files lie: what the option says, else the variable, else the default."""
    return Folders(*(find_folder(name, _find_value(name, options, environment)) for name in ("content", "locales")))


def resolve_review_months(options: Mapping[str, str | None], environment: Mapping[str, str]) -> int:
    """After how many months a signed text is due: what the option says, else the variable, else the default.

    Raises:
        UsageError: it is no such number.
    """
    return read_number("review-months", _find_value("review-months", options, environment))


def _find_value(name: str, options: Mapping[str, str | None], environment: Mapping[str, str]) -> str:
    setting = find_setting(name)
    return options.get(name) or environment.get(setting.variable) or setting.default


def find_folder(name: str, given: str) -> Path:
    """The folder that was given; else the working folder's; else the packaged one."""
    if given:
        return Path(given)
    if Path(name).is_dir():
        return Path(name)
    package = Path(api.__file__).parent
    packaged = package / "packaged" / name
    # In a checkout the folders lie beside the package; a wheel carries them inside.
    return packaged if packaged.is_dir() else package.parent / name


def read_number(name: str, text: str) -> int:
    """A setting's whole number.

    Raises:
        UsageError: it is none, or not from 1 to the highest.
    """
    highest = _HIGHEST[name]
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= highest:
        raise UsageError(_complain(name, text, f"a whole number from 1 to {highest}"))
    return int(text)


def _read_policy(drafts: str, named: str) -> Policy:
    if drafts.lower() not in _BOOLEANS:
        raise UsageError(_complain("drafts", drafts, f"one of {', '.join(_BOOLEANS)}"))
    policy = Policy(drafts=_BOOLEANS[drafts.lower()], drafts_in=_read_tags("drafts-in", named))
    if policy.drafts and policy.drafts_in:
        message = (
            "--drafts (or VERTEBRA_DRAFTS) serves every draft, and --drafts-in (or VERTEBRA_DRAFTS_IN) only some; "
            "leave one of them out"
        )
        raise UsageError(message)
    return policy


def _read_tags(name: str, text: str) -> tuple[LocaleTag, ...]:
    """The locales that are named, sorted. That a language is known is asked here; whether it is there is the folders' to say."""
    tags = {LocaleTag(each.strip()) for each in text.split(",")} if text else set()
    legal = "languages by their tags, joined by commas, such as gu,ht"
    if SOURCE in tags:
        raise UsageError(_complain(name, text, f"{legal}; {SOURCE} is what they rest on: --drafts serves its drafts"))
    for tag in sorted(tags):
        usual = find_usual(tag)
        meant = (usual,) if usual else find_meant(tag)
        if meant != (tag,):
            hint = f"; do you mean {' or '.join(meant)}?" if meant else ""
            raise UsageError(_complain(name, text, f"{legal}{hint}"))
    return tuple(sorted(tags))


def _read_url(text: str) -> str:
    if text and not _PUBLIC_URL.fullmatch(text):
        legal = "an http or https address without a path, such as https://edu.example.org"
        raise UsageError(_complain("public-url", text, legal))
    return text.rstrip("/")


def _complain(name: str, text: str, legal: str) -> str:
    setting = find_setting(name)
    return f"--{name} (or {setting.variable}) is {text!r}; it takes {legal}"
