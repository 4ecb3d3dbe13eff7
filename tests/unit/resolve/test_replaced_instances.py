"""What a configuration replaces, seen from a module that both extends and instantiates what is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.concrete.evaluate import evaluate
from symcheck.core.expr import Apply, Call
from symcheck.resolve import load, resolve_expression
from symcheck.value import TRUE

BASE = r"""---- MODULE Base ----
EXTENDS Naturals
CONSTANT N
Tag(x) == x
Line(x) == <<Tag(x), N>>
Guarded(x) == x + 100
===="""

ROOT = r"""---- MODULE Root ----
EXTENDS Base
Own == INSTANCE Base
Other == INSTANCE Base WITH N <- 7
NewTag(x) == Own!Tag(x) + 10
NewLine(x) == <<"new", Own!Line(x)>>
===="""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replaced")
    (folder / "Base.tla").write_text(BASE)
    (folder / "Root.tla").write_text(ROOT)
    (folder / "Root.cfg").write_text("CONSTANTS N = 2 Tag <- NewTag Line <- NewLine")
    return folder / "Root.tla"


@pytest.mark.parametrize(
    "expression",
    [
        "Tag(1) = 11",  # replaced
        "Own!Tag(1) = 1",  # named through an instance it is what the module says
        'Line(1) = <<"new", <<11, 2>>>>',  # and what that speaks of is replaced again
        "Other!Line(1) = <<11, 7>>",  # WITH says what N is, not the configuration
        "Own!Line(0)[2] = 2",
    ],
)
def test_an_instance_has_what_its_module_says(root: Path, expression: str) -> None:
    spec = load(root, root.with_suffix(".cfg"))
    assert evaluate(resolve_expression(spec, expression), {}) == TRUE


def test_a_variable_that_instance_does_not_name_is_shown_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "Low.tla").write_text("---- MODULE Low ----\nVARIABLES x, y\nStep == y' = x\n====")
    top = "---- MODULE Top ----\nVARIABLES x, z\nL == INSTANCE Low WITH y <- z\nInit == x = z\nNext == L!Step\n===="
    (tmp_path / "Top.tla").write_text(top)
    call = load(tmp_path / "Top.tla").definitions["Next"].body
    assert isinstance(call, Call)
    assert isinstance(call.definition.body, Apply)
    assert str(call.definition.body.args[1].span).endswith("Low.tla:3:14")
