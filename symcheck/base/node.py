"""How the nodes of trees are declared: frozen for the type checker, without what freezing costs at run time.

A specification is some hundred thousand nodes, and their classes are made at every start: a frozen data class takes
three times as long to define and twice as long to fill as one that is only said to be frozen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform, overload

Node = TypeVar("Node", bound=type[Any])


@overload
def node(cls: Node, /) -> Node: ...
@overload
def node(*, eq: bool) -> Callable[[Node], Node]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(cls: Any = None, /, *, eq: bool = True) -> Any:
    """A data class with slots. With `eq` nodes are compared and shown by their fields; without, by identity: such nodes
    form graphs, which would be shown without end."""

    def declare(declared: Any) -> Any:
        return dataclass(slots=True, eq=eq, unsafe_hash=eq, repr=eq)(declared)

    return declare if cls is None else declare(cls)
