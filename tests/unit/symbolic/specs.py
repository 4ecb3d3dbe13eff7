"""Small specifications for the tests of actions and encodings."""

from __future__ import annotations

from symcheck.core.expr import Variable
from symcheck.core.spec import Behavior, Spec
from symcheck.resolve import resolve_text
from symcheck.symbolic.actions.branch import Branch
from symcheck.symbolic.actions.split import Splitter
from symcheck.symbolic.environment import View
from symcheck.symbolic.failures import Failures
from symcheck.symbolic.layouts.allocation import allocate
from symcheck.symbolic.layouts.joining import join
from symcheck.symbolic.layouts.layout import Fixed
from symcheck.symbolic.layouts.register import Register
from symcheck.symbolic.sets.choice import Inputs
from symcheck.value import Value
from tests.agreement.reading import tools


def specification(body: str, config: str = "") -> Spec:
    """A module with Init, Next and what else the body defines."""
    text = f"---- MODULE M ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n{body}\n====\n"
    return resolve_text(text, config_text=f"INIT Init\nNEXT Next\n{config}")


def behavior(spec: Spec) -> Behavior:
    assert spec.behavior is not None
    return spec.behavior


class Steps:
    """The branches of Next in the states over these values of each variable."""

    def __init__(self, spec: Spec, **values: tuple[Value, ...]) -> None:
        self.registers: dict[Variable, Register] = {}
        for variable in spec.variables:
            layout = None
            for value in values[variable.name]:
                layout = join(layout, Fixed(value))
            assert layout is not None
            self.registers[variable] = allocate(layout, variable.name)
        self.state = View({variable: register.sym for variable, register in self.registers.items()})
        self.inputs, self.failures = Inputs("input", 64), Failures()
        splitter = Splitter(tools(), self.state, self.inputs, self.failures)
        self.branches: list[Branch] = splitter.split(behavior(spec).next, "Next")


def labels(branches: list[Branch]) -> list[str]:
    """The names of branches with their bindings."""
    return [branch.name + "".join(f" {name}={value}" for name, value in branch.bindings) for branch in branches]
