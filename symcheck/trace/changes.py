"""What is other in a state than in the one before, part by part: each line is a fact of the new state, in TLA+, with
what was before in a comment; must not know how a trace was found."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.trace.trace import State
from symcheck.value import FiniteSet, FunctionValue, RecordValue, TupleValue, Value

_LONGEST_WAS = 40  # characters of a value that is no more
_MOST_PARTS = 8  # of one variable; more are read better in their place
_NOTHING = "\\* nothing changed"


def change_lines(state: State, previous: State) -> Iterator[str]:
    """`/\\ pc[w1] = "cs"  \\* was "a1"` for each part that is other, `/\\ m \\in msgs  \\* new` for each element."""
    found = False
    for name, value in state.items():
        before = previous.get(name)
        if before is None or before != value:
            found = True
            yield from (f"/\\ {line}" for line in _variable(name, value, before))
    if not found:
        yield _NOTHING


def _variable(name: str, value: Value, before: Value | None) -> list[str]:
    whole = [_whole(name, value, before)]
    parts = list(_parts(name, value, before))
    return parts if len(parts) <= _MOST_PARTS else whole


def _parts(place: str, value: Value, before: Value | None) -> Iterator[str]:
    """Of a set what came and went; of a function what has changed at which keys, if most of it is as it was."""
    match value, before:
        case FiniteSet(), FiniteSet() if value and before:
            yield from (f"{item} \\in {place}  \\* new" for item in value.order if item not in before)
            yield from (f"{item} \\notin {place}  \\* gone" for item in before.order if item not in value)
        case TupleValue(), TupleValue() if value and before and len(value) < len(before):
            yield _whole(place, value, before)  # something was taken out: what follows has moved
        case FunctionValue(), FunctionValue() if _one_kind(value, before) and value and before:
            new, old = dict(value.items()), dict(before.items())
            changed = [key for key in new if key not in old or old[key] != new[key]]
            gone = [key for key in old if key not in new]
            if len(changed) + len(gone) >= max(len(new), 2):
                yield _whole(place, value, before)
                return
            for key in changed:
                part = _part(place, value, key)
                if key in old:
                    yield from _parts(part, new[key], old[key])
                else:
                    yield f"{part} = {new[key]}  \\* new"
            yield from (f"{key} \\notin DOMAIN {place}  \\* gone" for key in gone)
        case _:
            yield _whole(place, value, before)


def _one_kind(value: FunctionValue, before: FunctionValue) -> bool:
    return isinstance(value, TupleValue) == isinstance(before, TupleValue)


def _part(place: str, value: FunctionValue, key: Value) -> str:
    return f"{place}.{str(key)[1:-1]}" if isinstance(value, RecordValue) else f"{place}[{key}]"


def _whole(place: str, value: Value, before: Value | None) -> str:
    was = "" if before is None else str(before)
    return f"{place} = {value}  \\* {f'was {was}' if 0 < len(was) <= _LONGEST_WAS else 'changed'}"
