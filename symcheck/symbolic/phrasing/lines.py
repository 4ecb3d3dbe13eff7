"""Families of clauses as lines of TLA+, quantified where a family is more than one; must not know who found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations, product

from symcheck.symbolic.phrasing.dictionary import Dictionary
from symcheck.symbolic.phrasing.family import Family, alternatives, needs_no_difference
from symcheck.symbolic.phrasing.literal import Clause
from symcheck.symbolic.phrasing.names import Names
from symcheck.symbolic.phrasing.words import Sentence, Words
from symcheck.value import ModelValue, Value

_FEW = 2  # elements that are spoken of in general even where there are no others


def lines(families: Sequence[Family], dictionary: Dictionary, names: Names) -> list[str]:
    """One line for all families with the same quantifiers and the same premises. Raises UnphrasableError."""
    clauses = [clause for each in families for clause in each.members]
    spoken = [_spoken(each, clauses, dictionary, names) for each in families]
    found: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for quantifiers, sentence in spoken:
        after = sentence.after()
        alone = after if " \\/ " in after or not sentence.premises else ""  # what offers a choice is a line of its own
        found.setdefault((quantifiers, sentence.premises, alone), []).append(after)
    return [_line(quantifiers, premises, after) for (quantifiers, premises, _), after in sorted(found.items())]


def _line(quantifiers: str, premises: tuple[str, ...], conclusions: list[str]) -> str:
    said = sorted(conclusions)
    if not premises and said[0].startswith("(\\E") and " \\/ " not in said[0]:
        said = [said[0][1:-1]]
    return quantifiers + Sentence(premises, (" /\\ ".join(said),)).text()


def _spoken(
    found: Family, clauses: Iterable[Clause], dictionary: Dictionary, names: Names
) -> tuple[str, Sentence]:
    """The quantifiers, and the clause with their variables in the place of elements."""
    bounds: list[str] = []
    variables: list[list[str]] = []
    used: list[str] = []
    general = len(found.members) > 1 or sum(map(len, found.chosen)) <= _FEW
    for domain, chosen in zip(found.domains, found.chosen, strict=True):
        text = names.set(domain)
        own: list[str] = []
        for _ in chosen if general else ():
            own.append(names.bound(text, used))
            used.append(own[-1])
        variables.append(own)
        if own:
            bounds.append(f"{', '.join(own)} \\in {text}")
    sentence = min(_namings(found, variables, used, dictionary, names), key=lambda each: each.text())
    if used and not needs_no_difference(found, clauses, dictionary):
        differences = [f"{one} # {other}" for own in variables for one, other in combinations(own, 2)]
        sentence = Sentence((*differences, *sentence.premises), sentence.conclusions)
    return (f"\\A {', '.join(bounds)} : " if bounds else ""), sentence


def _namings(
    found: Family, variables: Sequence[Sequence[str]], used: Sequence[str], dictionary: Dictionary, names: Names
) -> Iterator[Sentence]:
    """The clause with the variables given to its elements in every order: all say the same."""
    rest, some = alternatives(found.clause, found.all_domains)
    others = [(each, names.bound(names.set(each.domain), used)) for each in some]
    for order in product(*(permutations(own) for own in variables)):
        renaming: dict[Value, Value] = {}
        for chosen, own in zip(found.chosen, order, strict=True):
            renaming.update((value, ModelValue(name)) for value, name in zip(chosen, own, strict=False))
        yield Words(names, dictionary.layout, renaming).sentence(rest, others)
