"""What `import symcheck` offers: load a specification, evaluate in it, check it; must not know the command line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from symcheck.core import spec as core
from symcheck.pipeline.load import Asked, Loader, load_path, load_text, read_only
from symcheck.pipeline.report import Report
from symcheck.pipeline.run import Limits, check_spec, evaluate_in
from symcheck.value import Value

__all__ = ["Report", "Spec", "check", "load", "loads"]


class Spec:
    """A specification that was read and resolved; `core` is the resolved form."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self.core: core.Spec = read_only(loader, Asked())

    @property
    def name(self) -> str:
        """The root module's name."""
        return self.core.name

    def evaluate(self, expression: str) -> Value:
        """The value of a constant expression in the module's scope; `str(value)` is TLA+. Raises SpecError."""
        return evaluate_in(self.core, expression)

    def to_check(self, asked: Asked) -> core.Spec:
        """The specification with everything that a check needs. Raises SpecError where something is missing."""
        return self._loader(asked, False)

    def __repr__(self) -> str:
        return f"<symcheck.Spec {self.name}>"


def load(path: str | Path, config: str | Path | None = None) -> Spec:
    """Read a .tla file, and its configuration: `config`, or the .cfg of the same name beside it. Raises SpecError."""
    return Spec(partial(load_path, Path(path), None if config is None else Path(config)))


def loads(text: str, config: str | None = None, folder: str | Path | None = None) -> Spec:
    """Read a module, and a configuration, from text; other modules are looked for in `folder`. Raises SpecError."""
    return Spec(partial(load_text, text, config, None if folder is None else Path(folder)))


def check(
    spec: Spec,
    *,
    invariants: Sequence[str] | None = None,
    properties: Sequence[str] | None = None,
    init: str | None = None,
    next: str | None = None,
    constants: dict[str, str] | None = None,
    cinit: str | None = None,
    deadlock: bool | None = None,
    length: int | None = None,
    engine: str = "auto",
    timeout: float | None = None,
    memory: int | None = None,
    seed: int = 0,
    inductive: bool = False,
    certify: str | None = None,
) -> Report:
    """Check a specification as `symcheck check` does; `timeout` is in seconds, `memory` in MiB. Raises SpecError if it
    cannot be run.

    `invariants` and `properties` stand instead of what the configuration lists; names or expressions. `constants` are
    expressions by name, or `"\\\\in S"` for every value in S at once; `cinit` is a predicate over constants.
    `inductive`: check that the first invariant is inductive, and implies the others and the properties of steps.
    `certify` names a solver, as "cvc5", that has to agree with every proof by certificate.
    """
    asked = Asked(
        init=init,
        next=next,
        invariants=None if invariants is None else tuple(invariants),
        properties=None if properties is None else tuple(properties),
        constants=constants or {},
        cinit=cinit,
        deadlock=deadlock,
    )
    loaded = spec.to_check(asked)
    if inductive:
        from symcheck.pipeline.inductive import check_inductive, only_named

        return check_inductive(only_named(loaded, (*(invariants or ()), *(properties or ()))), timeout, certify=certify)
    return check_spec(loaded, Limits(length, timeout, seed, certify=certify, memory=memory), engine)
