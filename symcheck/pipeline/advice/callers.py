"""Where a specification calls what fails inside of a module of the library; must not know how it was found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symcheck.base.span import Span
from symcheck.core.parts import callee, reached
from symcheck.core.spec import Spec
from symcheck.core.throughout import reached_in_spec
from symcheck.pipeline.outcome import Outcome, Violation
from symcheck.resolve.library import is_inside

_SHOWN = 3  # places


def with_callers(spec: Spec, outcome: Outcome) -> Outcome:
    """An evaluation error in the text of the library is one of the specification, which calls it: at its only call, or
    with a hint at the calls that it may come from."""
    if not isinstance(outcome, Violation) or outcome.error is None or outcome.error.span is None:
        return outcome
    error, failed = outcome.error, outcome.error.span
    found = set(_calls(spec, failed)) if is_inside(failed) else ()
    places = sorted(found, key=lambda place: (place.source.path, place.start))
    if len(places) == 1:
        error = replace(error, message=f"{error.message}, in {failed}", span=places[0])
    elif places:
        more = f" and {len(places) - _SHOWN} more places" if len(places) > _SHOWN else ""
        error = replace(error, hint=f"it is called at {', '.join(map(str, places[:_SHOWN]))}{more}")
    return replace(outcome, error=error)


def _calls(spec: Spec, failed: Span) -> Iterator[Span]:
    for node in reached_in_spec(spec):
        definition = callee(node)
        if definition is None or is_inside(node.span) or not is_inside(definition.span):
            continue
        # in another process the same text is another object
        if any(str(each.span) == str(failed) and each.span.text == failed.text for each in reached(definition.body)):
            yield node.span
