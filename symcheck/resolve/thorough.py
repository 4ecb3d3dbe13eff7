"""Asks for what no check needs, so that the mistakes in it are found too; must not know what the mistakes are."""

from __future__ import annotations

from symcheck.resolve.declare import declare
from symcheck.resolve.modules import Loaded
from symcheck.resolve.resolution import Resolution
from symcheck.resolve.scope import Context, Defined, ModuleScope


def check_everything(resolution: Resolution, scope: ModuleScope) -> None:
    """Asks for every body of the module, so that the mistakes in unused ones are found as well."""
    for entry in scope.entries.values():
        if isinstance(entry.meaning, Defined) and entry.module == scope.module.name:
            resolution.require(entry.meaning)
    for statement in (*scope.assumptions, *scope.anonymous):
        resolution.require(statement)
    for instance in scope.instances:
        with resolution.report.catching():
            instance.scope()
    for syntax, home, position in scope.nested.values():
        if home is scope:
            alone = Context(prefix=f"{syntax.name}!", abstract=True)
            check_everything(resolution, declare(resolution, Loaded(syntax, None), alone, (scope, position)))


def check_program(resolution: Resolution, root: ModuleScope) -> None:
    """Every body of the user's modules: those extended as they stand, those only instantiated on their own."""
    within: set[str] = set()
    for scope in with_extended(root):
        within.add(scope.module.name)
        if not scope.library:
            check_everything(resolution, scope)
    for name, loaded in resolution.program.modules.items():
        if loaded.library is None and name not in within:
            for scope in with_extended(declare(resolution, loaded, Context(abstract=True), None)):
                if not scope.library and scope.module.name not in within:
                    within.add(scope.module.name)
                    check_everything(resolution, scope)


def with_extended(scope: ModuleScope) -> list[ModuleScope]:
    """A scope with all that it extends, those first."""
    found: dict[int, ModuleScope] = {}

    def visit(one: ModuleScope) -> None:
        if id(one) not in found:
            for other in one.extended:
                visit(other)
            found[id(one)] = one

    visit(scope)
    return list(found.values())
