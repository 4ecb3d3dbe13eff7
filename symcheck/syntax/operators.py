"""The operator symbols of TLA+ with their precedence ranges and spellings; must not know what an operator means.

The ranges and the associativity are those of the tools' own grammar, which widens the table of *Specifying Systems*
(pages 283 to 285). A higher number binds tighter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.syntax.ast import Fixity


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator symbol: its canonical spelling, its precedence range, and the other spellings of it."""

    symbol: str
    fixity: Fixity
    low: int
    high: int
    left_associative: bool = False
    synonyms: tuple[str, ...] = ()


def _prefix(low: int, high: int, *rows: str) -> list[Operator]:
    return [Operator(row[0], "prefix", low, high, row[0] == "~", tuple(row[1:])) for row in map(str.split, rows)]


def _infix(low: int, high: int, left: bool, *rows: str) -> list[Operator]:
    return [Operator(row[0], "infix", low, high, left, tuple(row[1:])) for row in map(str.split, rows)]


def _postfix(*rows: str) -> list[Operator]:
    return [Operator(row[0], "postfix", 150, 150, False, tuple(row[1:])) for row in map(str.split, rows)]


OPERATORS: tuple[Operator, ...] = (
    *_prefix(120, 120, "-."),
    *_prefix(40, 40, r"~ \lnot \neg ¬"),
    *_prefix(40, 150, "[] □", "<> ◇ ⋄", "ENABLED", "UNCHANGED"),
    *_prefix(100, 130, "SUBSET", "UNION", "DOMAIN"),
    *_infix(140, 140, False, "^", "^^"),
    *_infix(130, 130, False, "/", "//", r"\oslash (/) ⊘", r"\div ÷"),
    *_infix(130, 130, True, "*", "&", "&&", "**", r"\odot (.) ⊙", r"\otimes (\X) ⊗", r"\star ⋆", r"\o \circ ∘",
            r"\bigcirc ◯", r"\bullet ●"),
    *_infix(110, 110, True, "-", "--", r"\ominus (-) ⊖"),
    *_infix(100, 100, True, "+", "++", r"\oplus (+) ⊕"),
    *_infix(50, 50, False, "=", "/= # ≠", r"\subseteq ⊆", r"\in ∈", r"\notin ∉", "<", r"\leq <= =< ≤", ">",
            r"\geq >= ≥", "|- ⊢", "|= ⊨", "-| ⊣", "=| ⫤", ":= ≔", "::= ⩴", r"\prec ≺", r"\succ ≻", r"\preceq ⪯",
            r"\succeq ⪰", r"\sim ∼", r"\simeq ≃", r"\ll ≪", r"\gg ≫", r"\asymp ≍", r"\subset ⊂", r"\supset ⊃",
            r"\supseteq ⊇", r"\approx ≈", r"\cong ≅", r"\sqsubset ⊏", r"\sqsubseteq ⊑", r"\sqsupset ⊐",
            r"\sqsupseteq ⊒", r"\doteq ≐", r"\propto ∝"),
    *_infix(30, 30, True, r"/\ \land ∧", r"\/ \lor ∨"),
    *_infix(20, 20, False, "~> ↝ ⇝", r"\equiv <=> ≡ ⇔ ⟺", "-+-> ⇸ ⥅"),
    *_infix(10, 10, False, "=> ⇒ ⟹"),
    *_infix(50, 140, True, r"\cdot ⋅"),
    *_infix(100, 130, True, r"\X \times ×"),
    *_infix(80, 80, False, "\\"),
    *_infix(80, 80, True, r"\cap \intersect ∩", r"\cup \union ∪"),
    *_infix(90, 90, False, "... …", ".. ‥"),
    *_infix(100, 110, True, "|", "|| ‖", "%%"),
    *_infix(100, 110, False, "%"),
    *_infix(90, 130, True, "$", "$$", "?? ⁇", "##", r"\uplus ⊎", r"\sqcap ⊓", r"\sqcup ⊔"),
    *_infix(90, 130, False, "!! ‼"),
    *_infix(90, 140, False, r"\wr ≀"),
    *_infix(60, 60, True, "@@"),
    *_infix(70, 70, False, "<:", ":>"),
    *_postfix("'", "^+ ⁺", "^*", "^#"),
)

PREFIX: dict[str, Operator] = {operator.symbol: operator for operator in OPERATORS if operator.fixity == "prefix"}
INFIX: dict[str, Operator] = {operator.symbol: operator for operator in OPERATORS if operator.fixity == "infix"}
POSTFIX: dict[str, Operator] = {operator.symbol: operator for operator in OPERATORS if operator.fixity == "postfix"}

# In an expression prefix minus is a lone `-`; `-.` names it where it is defined or passed.
AS_PREFIX: dict[str, Operator] = {**PREFIX, "-": PREFIX["-."]}

SPELLINGS: dict[str, str] = {
    spelling: operator.symbol for operator in OPERATORS for spelling in (operator.symbol, *operator.synonyms)
}
