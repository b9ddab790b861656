"""What a screen reader gets: Chromium's accessibility tree, and of each run of text its language and direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct
from playwright.sync_api import CDPSession, Page

_SILENT: Final = {"ListMarker", "MenuListPopup"}
"""Bullets, and a menu that nobody opened."""

_LOOK_UP: Final = """function () {
  let node = this.nodeType === Node.TEXT_NODE ? this.parentElement : this;
  const { direction } = getComputedStyle(node);
  while (!node.lang) node = node.parentElement ?? node.getRootNode().host;
  return [node.lang, direction];
}"""


class Run(Struct, frozen=True):
    """Some text, as it is read out."""

    text: str
    lang: str
    direction: str
    roles: tuple[str, ...]
    """Of what it stands in, the nearest last."""


def hear(page: Page) -> list[Run]:
    """Every run of text on the page, in reading order."""
    tool = page.context.new_cdp_session(page)
    tool.send("DOM.enable")
    nodes = {node["nodeId"]: node for node in tool.send("Accessibility.getFullAXTree")["nodes"]}
    root = next(node for node in nodes.values() if "parentId" not in node)
    runs = list(_walk(tool, nodes, root, ()))
    tool.detach()
    return runs


def _walk(tool: CDPSession, nodes: dict[str, Any], node: Any, roles: tuple[str, ...]) -> Iterator[Run]:
    role = node["role"]["value"]
    if role == "StaticText":
        found = tool.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})
        call = {"objectId": found["object"]["objectId"], "functionDeclaration": _LOOK_UP, "returnByValue": True}
        lang, direction = tool.send("Runtime.callFunctionOn", call)["result"]["value"]
        yield Run(node["name"]["value"], lang, direction, roles)
    elif role not in _SILENT:
        for child in node["childIds"]:
            if child in nodes:
                yield from _walk(tool, nodes, nodes[child], (*roles, role))
