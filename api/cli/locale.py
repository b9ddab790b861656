"""`vertebra locale add`: a new language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.cli.arguments import Commands, add_folders, take_lock
from api.model.locales import find_locale
from api.project.settings import resolve_folders
from api.source.reader import read_content
from api.translators.new_locale import add_locale, check_new_locale


def add_locale_commands(commands: Commands) -> None:
    """Add `locale` and its verbs."""
    parser = commands.add_parser("locale", help="add a language", description="Work on the languages.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verb = verbs.add_parser("add", help="make a new locale's files", description="Make a new locale's files.")
    verb.add_argument("tag", metavar="TAG", help="a language tag, such as so, pt-BR or zh-Hant")
    add_folders(verb)
    verb.set_defaults(run=make_locale)


def make_locale(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Make the locale's folder with its catalogs and print what to do next."""
    folders = resolve_folders(options, environment)
    topics = read_content(folders.content)
    tag = check_new_locale(folders.locales, topics, options["tag"])
    # The first locale may be the first file of its folder.
    folders.locales.mkdir(parents=True, exist_ok=True)
    with take_lock(folders.locales) as held:
        # Somebody else may have added it while we waited.
        check_new_locale(folders.locales, topics, tag)
        made = add_locale(held, topics, tag)
    print("\n".join(map(str, made)))
    locale = find_locale(tag)
    name = f"{locale.english_name} ({locale.name})" if locale else tag
    print(f"\n{name} is there, with every message to translate. Next:")
    print(f"  translate the .po files, then: vertebra check {tag} && vertebra status {tag}")
    return 0
