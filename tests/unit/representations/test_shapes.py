"""The shapes of answers, as far as a client that is made from them relies on them."""

from __future__ import annotations

from inspect import getmembers, isclass

import pytest
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from api.representations import shapes

SHAPES = [
    each for _, each in getmembers(shapes, isclass) if issubclass(each, Struct) and each.__module__ == shapes.__name__
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_of_an_answer_is_always_there(shape: type[Struct]) -> None:
    """A field with a default would be one that OpenAPI calls optional, and that each client must ask after."""
    assert [each.name for each in fields(shape) if each.default is not NODEFAULT] == []
    assert [each.name for each in fields(shape) if each.default_factory is not NODEFAULT] == []
