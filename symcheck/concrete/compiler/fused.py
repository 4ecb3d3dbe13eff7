"""Compiled expressions as text of Python, so that one in another costs no call; must not know what they mean.

A text is an expression over `f`, a frame, and over names that come with it. It becomes a function where one is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# a text that grows beyond these becomes a function and is called: Python reads 200 brackets in one another at most
_DEEPEST = 25
_LONGEST = 6000
_TEMPORARIES = ("x", "y", "z")


@dataclass(frozen=True, slots=True)
class Text:
    """`names` are what the source mentions besides `f` and the temporaries t0, t1, … below `used`; `depth` is how many
    texts stand in one another."""

    source: str
    names: Mapping[str, object]
    used: int = 0
    depth: int = 0


def call_of(run: Callable[[Any], object]) -> Text:
    """The text that calls a function of frames."""
    name = _name_of(run)
    return Text(f"{name}(f)", {name: run})


def fuse(pattern: str, /, **parts: object) -> Text:
    """A text from a pattern for `str.format`: texts are put in, other things by name. `{x}`, `{y}` and `{z}` are
    temporaries that no part uses: assigned with `:=`, they keep their values while parts are evaluated."""
    return _settled(_filled(pattern, parts))


def function(text: Text) -> Callable[[Any], Any]:
    """The function of frames that evaluates a text."""
    return _made(f"def run(f):\n return {text.source}\n", text.names)


def statements(pattern: str, arguments: tuple[str, ...] = ("f",), /, **parts: object) -> Callable[..., Any]:
    """The function with a body of statements, each line indented by at least one blank; `f` is the frame."""
    filled = _filled(pattern, parts)
    return _made(f"def run({', '.join(arguments)}):\n{filled.source}\n", filled.names)


def _filled(pattern: str, parts: Mapping[str, object]) -> Text:
    names: dict[str, object] = {}
    sources: dict[str, str] = {}
    used = depth = 0
    for key, part in parts.items():
        if isinstance(part, Text):
            names.update(part.names)
            sources[key] = part.source
            used, depth = max(used, part.used), max(depth, part.depth)
        elif isinstance(part, tuple) and part and all(isinstance(each, Text) for each in part):
            for each in part:
                names.update(each.names)
                used, depth = max(used, each.used), max(depth, each.depth)
            sources[key] = ", ".join(each.source for each in part) + ","
        elif type(part) is int:
            sources[key] = f"({part})" if part < 0 else str(part)
        else:
            name = sources[key] = _name_of(part)
            names[name] = part
    for place, temporary in enumerate(_TEMPORARIES):
        sources[temporary] = f"t{used + place}"
    return Text(pattern.format(**sources), names, used + len(_TEMPORARIES), depth + 1)


def _settled(text: Text) -> Text:
    return call_of(function(text)) if text.depth > _DEEPEST or len(text.source) > _LONGEST else text


def _name_of(item: object) -> str:
    """A name that nothing else has while the item lives, which it does as long as the text."""
    return f"o{id(item)}"


def _made(source: str, names: Mapping[str, object]) -> Callable[..., Any]:
    namespace = dict(names)
    exec(compile(source, "<compiled expression>", "exec"), namespace)
    made: Callable[..., Any] = namespace.pop("run")  # type: ignore[assignment]
    return made
