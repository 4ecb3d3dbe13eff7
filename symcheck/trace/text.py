"""Traces as TLC prints them, with what changed marked; must not know how a trace was found.

A state's variables are lines `/\\ x = 1`, which is TLA+: the mark of a changed variable is a comment. A value too wide
for its line is broken into one entry per line, or as many short ones as go there, and then the mark stands at each line
of entries that are new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from symcheck.base.span import Span
from symcheck.trace.changes import change_lines
from symcheck.trace.trace import State, Step, Trace
from symcheck.value import FunctionValue, RecordValue, SetValue, TupleValue, Value

WIDTH = 100
MARK = "  \\* changed"
SHORT = 20
"""Entries of up to so many characters share a line."""


def trace_text(
    trace: Trace, width: int = WIDTH, aliases: tuple[State, ...] | None = None, changes: bool = False
) -> str:
    """The whole trace, without a line end at the end.

    `aliases` are the records that an ALIAS makes of the states, one per step: they are printed in the states' stead.
    With `changes`, of every state but the first only what is other than before.
    """
    shown = [step.state for step in trace.steps] if aliases is None else list(aliases)
    assert len(shown) == len(trace.steps), "one alias per state"
    blocks = []
    previous: State | None = None
    same: Same = {}
    for number, (step, state) in enumerate(zip(trace.steps, shown, strict=True), start=1):
        only_changes = changes and previous is not None
        lines = change_lines(state, previous or {}) if only_changes else state_lines(state, previous, width, same)
        blocks.append("\n".join([f"State {number}: {step_header(step)}", *lines]))
        previous = state
    if trace.loop is not None:
        blocks.append(_loop_line(trace))
    return "\n\n".join(blocks)


def step_header(step: Step) -> str:
    """`<Send(p = 1) line 12, col 3 of module M>`."""
    return f"<{step.label}{_place(step.span)}>"


Same = dict[str, list[str]]
"""The lines of each variable that did not change of late."""


def state_lines(
    state: State, previous: State | None = None, width: int = WIDTH, same: Same | None = None
) -> Iterator[str]:
    """One `/\\ name = value` for each variable, marked where `previous` has another value. `same` is kept from state to
    state: what does not change is not written anew."""
    for name, value in state.items():
        lead = f"/\\ {name} = "
        if previous is not None and (name not in previous or previous[name] != value):
            if same is not None:
                same.pop(name, None)
            yield from _variable_lines(lead, value, previous.get(name), True, width)
            continue
        lines = same.get(name) if same is not None else None
        if lines is None:
            lines = list(_variable_lines(lead, value, None, False, width))
            if same is not None:
                same[name] = lines
        yield from lines


def _variable_lines(lead: str, value: Value, before: Value | None, changed: bool, width: int) -> Iterator[str]:
    mark = MARK if changed else ""
    whole = f"{lead}{value}"
    layout = None if len(whole) + len(mark) <= width else _layout(value)
    if layout is None or not layout.entries:
        yield whole + mark
        return
    old = None if before is None else _layout(before)
    known = None if before is None else {entry for _, entry, _ in old.entries} if old is not None else set()
    indent = " " * (len(lead) + len(layout.opening))
    entries = [(text, known is not None and entry not in known) for _, entry, text in layout.entries]
    lines = list(_filled(entries, layout.separator, width - len(indent) - len(mark)))
    for index, (text, new) in enumerate(lines):
        start = lead + layout.opening if index == 0 else indent
        end = layout.closing if index == len(lines) - 1 else layout.separator
        yield f"{start}{text}{end}{MARK if new else ''}"
    if old is not None and (gone := {key for key, _, _ in old.entries} - {key for key, _, _ in layout.entries}):
        yield f"{' ' * len(lead)}\\* gone: {len(gone)} {'entry' if len(gone) == 1 else 'entries'}"


def _filled(entries: Sequence[tuple[str, bool]], separator: str, room: int) -> Iterator[tuple[str, bool]]:
    """Lines of entries that are all new or all not: one for each entry, but where all entries are short."""
    several = all(len(text) <= SHORT for text, _ in entries)
    line, newness = entries[0]
    for text, new in entries[1:]:
        longer = f"{line}{separator} {text}"
        if several and new == newness and len(longer) < room:
            line = longer
        else:
            yield line, newness
            line, newness = text, new
    yield line, newness


@dataclass(frozen=True, slots=True)
class _Layout:
    """How to break a value: each entry has a key that it stands under, what tells it from another, and its text."""

    opening: str
    closing: str
    separator: str
    entries: tuple[tuple[object, object, str], ...]


def _layout(value: Value) -> _Layout | None:
    """None for a value that cannot be broken."""
    match value:
        case TupleValue():
            return _Layout("<<", ">>", ",", tuple((key, (key, item), str(item)) for key, item in value.items()))
        case RecordValue():
            fields = ((key, (key, item), f"{str(key)[1:-1]} |-> {item}") for key, item in value.items())
            return _Layout("[", "]", ",", tuple(fields))
        case FunctionValue():
            pairs = ((key, (key, item), f"{key} :> {item}") for key, item in value.items())
            return _Layout("(", ")", " @@", tuple(pairs))
        case SetValue():
            if not value.is_finite() or value.cardinality() == 0:
                return None
            return _Layout("{", "}", ",", tuple((item, item, str(item)) for item in value))
        case _:
            return None


def _place(span: Span | None) -> str:
    if span is None:
        return ""
    return f" line {span.line}, col {span.column} of module {PurePath(span.source.path).stem}"


def _loop_line(trace: Trace) -> str:
    assert trace.loop is not None
    number = len(trace) + 1
    if trace.loop == len(trace) - 1:
        return f"State {number}: Stuttering"
    return f"Back to state {trace.loop + 1}{'' if trace.back is None else f': {step_header(trace.back)}'}"
