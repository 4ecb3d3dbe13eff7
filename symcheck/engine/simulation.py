"""Many states of a Boolean system at once, one bit of an integer for each; must not know why they are stepped from.

Parallel simulation as for circuits: one pass over the terms serves as many states as there are bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from symcheck.engine.verdict import Assignment
from symcheck.system.transition_system import TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Kind, Term, nodes

Row = int
"""A state: bit number i is the value of the i-th state variable."""

Columns = Mapping[Term, int]
"""Of each variable its values in some rows: the highest bit is that of the first row."""


class Circuit:
    """Some Boolean terms, to be evaluated in many states at once."""

    __slots__ = ("_program", "_roots")

    def __init__(self, roots: Sequence[Term]) -> None:
        order = nodes(roots)
        place = {node: index for index, node in enumerate(order)}
        self._program = [(node.op, [place[arg] for arg in node.args], node) for node in order]
        self._roots = [place[root] for root in roots]

    @property
    def size(self) -> int:
        """How many nodes are evaluated."""
        return len(self._program)

    def under(self, columns: Columns, full: int) -> list[int]:
        """The column of each term; `full` has the bits of all rows."""
        found: list[int] = []
        add = found.append
        for op, args, node in self._program:
            if op is Kind.VARIABLE:
                add(columns[node])
            elif op is Kind.NOT:
                add(full ^ found[args[0]])
            elif op is Kind.AND:
                value = full
                for arg in args:
                    value &= found[arg]
                add(value)
            elif op is Kind.OR:
                value = 0
                for arg in args:
                    value |= found[arg]
                add(value)
            else:
                add(_others(op, [found[arg] for arg in args], full))
        return [found[root] for root in self._roots]


def _others(op: Kind, args: list[int], full: int) -> int:
    match op:
        case Kind.TRUE:
            return full
        case Kind.FALSE:
            return 0
        case Kind.IFF:
            return full ^ args[0] ^ args[1]
        case Kind.ITE:
            return args[0] & args[1] | (full ^ args[0]) & args[2]
        case Kind.AT_MOST_ONE:
            once = twice = 0
            for arg in args:
                twice |= once & arg
                once |= arg
            return full ^ twice
        case _:
            raise AssertionError(f"{op} is no Boolean operator")


def columns_of(variables: Sequence[Term], rows: Sequence[Row]) -> dict[Term, int]:
    """Rows turned into columns."""
    width = len(variables)
    if not rows or not width:
        return dict.fromkeys(variables, 0)
    text = "".join([format(row, f"0{width}b") for row in rows])
    return {each: int(text[width - 1 - index :: width], 2) for index, each in enumerate(variables)}


def full_of(rows: Sequence[Row]) -> int:
    """The bits of all rows."""
    return (1 << len(rows)) - 1


def row_of(system: TransitionSystem, state: Assignment) -> Row:
    """A state as a row."""
    return sum(1 << index for index, each in enumerate(system.state) if state[each])


def places(mask: int, count: int) -> Iterator[int]:
    """The rows, of so many, whose bit is set."""
    text = format(mask, f"0{count}b")
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What an action does to a row: bits that it sets and clears, and those that it computes, each by a root."""

    number: int
    guard: int
    keeps: int
    sets: int
    computed: tuple[tuple[int, int], ...]


class Stepper:
    """Actions of a system, by their numbers, that run in many states at once."""

    __slots__ = ("_circuit", "_writing", "inputs", "numbers")

    def __init__(self, system: TransitionSystem, numbers: Sequence[int]) -> None:
        assert all(each.sort is BOOL for each in (*system.state, *system.inputs)), "a bit for each state"
        place = {each: index for index, each in enumerate(system.state)}
        everything = (1 << len(system.state)) - 1
        roots: list[Term] = [system.constraint]
        self._writing: list[_Writing] = []
        self.numbers = tuple(numbers)
        for number in numbers:
            action = system.actions[number]
            written = sets = 0
            computed: list[tuple[int, int]] = []
            guard = len(roots)
            roots.append(action.guard)
            for each, value in action.effects.items():
                bit = 1 << place[each]
                written |= bit
                if value is TRUE:
                    sets |= bit
                elif value is not FALSE:
                    computed.append((bit, len(roots)))
                    roots.append(value)
            self._writing.append(_Writing(number, guard, everything ^ written, sets, tuple(computed)))
        self._circuit = Circuit(roots)
        self.inputs = inputs_of(system, roots)

    @property
    def size(self) -> int:
        """How many nodes one pass evaluates."""
        return self._circuit.size

    def after(self, rows: Sequence[Row], columns: Columns) -> Iterator[tuple[Row, int, Row]]:
        """Each row from which an action may run, under these columns of state variables and inputs, the action's
        number, and the row that it leads to."""
        full, count = full_of(rows), len(rows)
        values = self._circuit.under(columns, full)
        for writing in self._writing:
            mask = values[writing.guard] & values[0]
            if not mask:
                continue
            keeps, sets = writing.keeps, writing.sets
            computed = [(bit, format(values[root], f"0{count}b")) for bit, root in writing.computed]
            for at in places(mask, count):
                row = rows[at]
                following = row & keeps | sets
                for bit, text in computed:
                    if text[at] == "1":
                        following |= bit
                yield row, writing.number, following


def inputs_of(system: TransitionSystem, roots: Sequence[Term]) -> tuple[Term, ...]:
    """The inputs that occur in some terms."""
    used: Set[Term] = {node for node in nodes(roots) if node.op is Kind.VARIABLE}
    return tuple(each for each in system.inputs if each in used)
