"""From a path or a text to a resolved specification, for checking or for reading; must not know what is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from symcheck.base.diagnostic import Code, SpecError
from symcheck.core.spec import Spec
from symcheck.resolve import load, resolve_text


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asks for beyond the configuration. None leaves a thing to the configuration; `invariants` and
    `properties` stand instead of what it lists; `constants` are TLA+ expressions by name, or sets of
    values after \\in; `cinit` is a predicate that says which values constants may have."""

    init: str | None = None
    next: str | None = None
    invariants: tuple[str, ...] | None = None
    properties: tuple[str, ...] | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    deadlock: bool | None = None
    cinit: str | None = None


Loader = Callable[[Asked, bool], Spec]


def load_path(path: Path, config: Path | None, asked: Asked, open_constants: bool = False) -> Spec:
    """The specification of a .tla file, with the .cfg beside it where none is given. Raises SpecError.

    `open_constants` leaves constants without a value symbolic.
    """
    return load(
        path,
        config,
        init=asked.init,
        next=asked.next,
        invariants=asked.invariants or (),
        properties=asked.properties or (),
        definitions=tuple(asked.constants.items()),
        deadlock=asked.deadlock,
        cinit=asked.cinit,
        allow_symbolic=open_constants,
    )


def load_text(text: str, config_text: str | None, folder: Path | None, asked: Asked, open_constants: bool) -> Spec:
    """As `load_path`, from text; other modules are looked for in `folder`."""
    return resolve_text(
        text,
        config_text=config_text,
        folder=folder,
        init=asked.init,
        next=asked.next,
        invariants=asked.invariants or (),
        properties=asked.properties or (),
        definitions=tuple(asked.constants.items()),
        deadlock=asked.deadlock,
        cinit=asked.cinit,
        allow_symbolic=open_constants,
    )


def read_only(loader: Loader, asked: Asked) -> Spec:
    """For reading and evaluating: constants may lack a value, and nothing has to say how the system steps."""
    try:
        return loader(asked, True)
    except SpecError as error:
        if error.code is not Code.CONFIG_NO_BEHAVIOR:
            raise
    spec = loader(replace(asked, init="(TRUE)", next="(FALSE)"), True)
    return replace(spec, behavior=None)
