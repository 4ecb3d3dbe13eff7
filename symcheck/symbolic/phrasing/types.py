"""The set of all values that a layout describes, as TLA+; must not know clauses or solver variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from symcheck.symbolic.layouts.layout import Atoms, Cells, Entries, Filled, Fixed, Flag, Layout, Members, Mixed, Number
from symcheck.symbolic.layouts.sequence_laws import LONGEST
from symcheck.symbolic.phrasing.literal import Kind, Place, UnphrasableError
from symcheck.symbolic.phrasing.names import Names
from symcheck.value import EMPTY_SET, EMPTY_TUPLE, TRUE, ModelValue, String, Value, kind_of

Bounds = Mapping[Place, tuple[int, int]]
_AND = " /\\ "
_OPTIONAL = 4  # fields that a record may lack: each doubles the number of its shapes


class Types:
    """Types over one specification's names; `bounds` are those of numbers at some places."""

    def __init__(self, names: Names, bounds: Bounds) -> None:
        self._names = names
        self._bounds = bounds

    def set(self, layout: Layout, place: Place) -> str:
        """A set expression with exactly the values that the layout describes at its place. Raises UnphrasableError."""
        names = self._names
        match layout:
            case Fixed(value):
                return f"{{{value}}}"
            case Flag():
                return "BOOLEAN"
            case Atoms(values):
                return names.set(values)
            case Number():
                return _numbers(self._bounds.get(place))
            case Members(cells=Cells()):
                raise UnphrasableError("a set whose elements hold integers without bounds")
            case Members(universe):
                always = [value for value, certain in universe.items() if certain]
                subsets = f"SUBSET {_tight(names.set(universe))}"
                if not always:
                    return subsets
                some = names.free("s")
                return f"{{{some} \\in {subsets} : {names.set(always)} \\subseteq {some}}}"
            case Entries():
                return self._functions(layout, place)
            case Filled():
                raise UnphrasableError("a function with an infinite domain")
            case Mixed(parts):
                each = [self.set(part, place.then(Kind(index))) for index, part in enumerate(parts)]
                return " \\cup ".join(map(_tight, each))

    def _functions(self, layout: Entries, place: Place) -> str:
        entries = layout.entries
        if layout.rows is not None:
            raise UnphrasableError("a function whose keys hold integers without bounds")
        if not entries:
            return "{<<>>}"
        names = self._names
        sets = {key: self.set(inner, place.then(key)) for key, (_, inner) in entries.items()}
        certain = [key for key, (always, _) in entries.items() if always]
        keys = list(entries)
        named = names.has(keys) and len(set(sets.values())) == 1 and len(certain) == len(keys)
        if not named and all(isinstance(key, String) and _is_field(key) for key in keys):
            found = self._records(sets, certain)
        elif layout.sequence and len(certain) < len(keys):
            found = self._sequences(layout, sets, certain)
        elif len(set(sets.values())) == 1 and len(certain) == len(keys):
            found = f"[{names.set(keys)} -> {sets[keys[0]]}]"
        elif len(certain) == len(keys) and keys == list(range(1, len(keys) + 1)):
            found = " \\X ".join(_tight(sets[key]) for key in keys)
        elif len(certain) == len(keys) and len(_kinds(inner for _, inner in entries.values())) > 1:
            found = self._by_cases(sets)
        else:
            found = self._partial(layout, sets, keys, certain)
        if layout.distinct and len(keys) > 1 and _is_countable(layout):
            function, i, j = names.free("q"), names.free("i"), names.free("j")
            twice = f"{function}[{i}] = {function}[{j}]"
            once = f"\\A {i}, {j} \\in DOMAIN {function} : {twice} => {i} = {j}"
            return f"{{{function} \\in {found} : {once}}}"
        return found

    def _records(self, sets: dict[Value, str], certain: list[Value]) -> str:
        optional = [key for key in sets if key not in certain]
        if len(optional) > _OPTIONAL:
            raise UnphrasableError("a record may lack too many of its fields")
        shapes = []
        for count in range(len(optional) + 1):
            for missing in combinations(optional, count):
                fields = [f"{key.text} : {text}" for key, text in sets.items() if key not in missing]  # type: ignore[union-attr]
                shapes.append(f"[{', '.join(fields)}]" if fields else "{<<>>}")
        return " \\cup ".join(shapes)

    def _sequences(self, layout: Entries, sets: dict[Value, str], certain: list[Value]) -> str:
        names = self._names
        some, count = names.free("s"), names.free("n")
        different = list(dict.fromkeys(sets.values()))
        found = f"UNION {{[1..{count} -> {_union(different)}] : {count} \\in {len(certain)}..{len(sets)}}}"
        if len(different) == 1:
            return found
        each = [f"({key} \\in DOMAIN {some} => {some}[{key}] \\in {_tight(text)})" for key, text in sets.items()]
        return f"{{{some} \\in {found} : {_AND.join(each)}}}"

    def _by_cases(self, sets: dict[Value, str]) -> str:
        """A function whose results are of different kinds: a set that had all of them could not be compared with."""
        names = self._names
        key = names.free("k")
        results = {each: names.free(f"v{place}") for place, each in enumerate(sets, 1)}
        cases = " [] ".join(f"{key} = {each} -> {result}" for each, result in results.items())
        bounds = ", ".join(f"{results[each]} \\in {text}" for each, text in sets.items())
        return f"{{[{key} \\in {names.set(sets)} |-> CASE {cases}] : {bounds}}}"

    def _partial(self, layout: Entries, sets: dict[Value, str], keys: list[Value], certain: list[Value]) -> str:
        names = self._names
        function, domain = names.free("f"), names.free("d")
        different = list(dict.fromkeys(sets.values()))
        if len(_kinds(inner for _, inner in layout.entries.values())) > 1:
            raise UnphrasableError("a function with results of different kinds")
        domains = f"SUBSET {_tight(names.set(keys))}"
        if certain:
            inner = names.free("e")
            domains = f"{{{inner} \\in {domains} : {names.set(certain)} \\subseteq {inner}}}"
        if len(certain) == len(keys):
            found = f"[{names.set(keys)} -> {_union(different)}]"
        else:
            found = f"UNION {{[{domain} -> {_union(different)}] : {domain} \\in {domains}}}"
        if len(different) == 1:
            return found
        each = [
            f"({key} \\in DOMAIN {function} => {function}[{key}] \\in {_tight(text)})" for key, text in sets.items()
        ]
        return f"{{{function} \\in {found} : {_AND.join(each)}}}"


def _numbers(bounds: tuple[int, int] | None) -> str:
    return "Int" if bounds is None else f"{bounds[0]}..{bounds[1]}"


def _union(sets: list[str]) -> str:
    return sets[0] if len(sets) == 1 else " \\cup ".join(map(_tight, sets))


def _tight(text: str) -> str:
    """In parentheses unless it is one name, one number or closed anyway."""
    if text.isidentifier() or (text[0] in "{[" and _closes_at_end(text)):
        return text
    return f"({text})"


def _closes_at_end(text: str) -> bool:
    depth, quoted = 0, False
    for place, char in enumerate(text):
        if char == '"' and text[place - 1] != "\\":
            quoted = not quoted
        if quoted:
            continue
        depth += (char in "{[") - (char in "}]")
        if depth == 0:
            return place == len(text) - 1
    return False


def _kinds(layouts: Iterable[Layout]) -> set[str]:
    """Of which kinds the values are, but for model values, which can be compared with all."""
    found: set[str] = set()
    for layout in layouts:
        match layout:
            case Fixed(value):
                found.add(_kind(value))
            case Flag():
                found.add(_kind(TRUE))
            case Atoms(values):
                found.update(map(_kind, values))
            case Number():
                found.add(_kind(0))
            case Members():
                found.add(_kind(EMPTY_SET))
            case Entries() | Filled():
                found.add(_kind(EMPTY_TUPLE))
            case Mixed(parts):
                found |= _kinds(parts)
    return found - {"model value"}


def _kind(value: Value) -> str:
    if isinstance(value, ModelValue):
        return "model value"
    return kind_of(value).name


def _is_field(key: Value) -> bool:
    text = key.text if isinstance(key, String) else ""
    return text.isascii() and text.replace("_", "a").isalnum() and not text.replace("_", "0").isdigit()


def _is_countable(layout: Entries) -> bool:
    scalar = all(isinstance(part, Fixed | Flag | Atoms | Number) for _, part in layout.entries.values())
    return scalar and len(layout.entries) <= LONGEST
