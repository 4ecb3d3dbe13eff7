"""How a search tells of its progress; must not know who listens."""

from __future__ import annotations

from typing import Protocol


class Observer(Protocol):
    """Listens to a search; called often, so an implementation must be cheap."""

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        """The engine has finished everything up to this depth (steps); `detail` is one short phrase."""

    def note(self, message: str) -> None:
        """Something worth showing with --verbose: a chosen encoding, a layout that grew."""


class Silent:
    """An observer that hears nothing."""

    def progress(self, engine: str, depth: int, detail: str = "") -> None:
        pass

    def note(self, message: str) -> None:
        pass
