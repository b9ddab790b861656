"""Arguments that several commands take, each described once."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from api.model.locales import SOURCE
from api.model.vetting import Role
from api.project.settings import find_setting

if TYPE_CHECKING:
    import argparse
    from typing import TypeAlias

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
    """Where a command adds its parser. argparse has no public name for it."""


def add_setting(parser: argparse.ArgumentParser, name: str) -> None:
    """Add an option for a setting of `api.project.settings`."""
    setting = find_setting(name)
    default = f" (default: {setting.default})" if setting.default else ""
    parser.add_argument(f"--{name}", dest=name, metavar="VALUE", help=f"{setting.help}; or {setting.variable}{default}")


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add options for the two folders."""
    add_setting(parser, "content")
    add_setting(parser, "locales")


def add_locales(parser: argparse.ArgumentParser, note: str = "") -> None:
    """Add an argument for locales, none of which has to be named."""
    parser.add_argument("tags", nargs="*", metavar="TAG", help=f"locales{note} (default: all)")


def add_format(parser: argparse._ActionsContainer, *choices: str) -> None:
    """Add an option for the form of what is printed, which is by default the first."""
    parser.add_argument("--format", choices=choices, default=choices[0], help="(default: %(default)s)")


def add_signing(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add what names a signature: sections, locale, role and reviewer."""
    sections = "+" if required else "*"
    parser.add_argument("sections", nargs=sections, metavar="TOPIC/SECTION", help="or interface; with --all, a TOPIC")
    parser.add_argument("--locale", required=required, metavar="TAG", help=f"whose words; {SOURCE} is the English")
    parser.add_argument("--role", required=required, choices=get_args(Role), help="what the reviewer reads it as")
    parser.add_argument("--reviewer", required=required, metavar="ID", help="who signs, as reviewers.toml names them")
    parser.add_argument("--all", action="store_true", help="every section of the topic, and in a translation interface")
