"""Skips proofs token by token, keeping nothing; must not know whether what they claim is true."""

from __future__ import annotations

from symcheck.syntax.ast import Expr
from symcheck.syntax.expressions import ExpressionParser

PROOF_STARTS = frozenset({"PROOF", "BY", "OBVIOUS", "OMITTED", "step"})
_LEVELS = frozenset({"CONSTANT", "VARIABLE", "STATE", "ACTION", "TEMPORAL"})
# What ends a proof wherever it stands, and what does unless one of these tokens stands before it.
_ENDS = frozenset({"eof", "====", "----", "---- MODULE", "THEOREM", "LOCAL", "RECURSIVE", "EXTENDS"})
_ENDS_UNLESS_AFTER = {
    "CONSTANT": frozenset({"NEW", ",", "ASSUME"}),
    "VARIABLE": frozenset({"NEW", ",", "ASSUME"}),
    "ASSUME": frozenset({"step", "SUFFICES", ",", "ASSUME", "PROVE", "::", "HAVE", "PROOF"}),
    "INSTANCE": frozenset({"step", "=="}),
    "USE": frozenset({"step"}),
    "HIDE": frozenset({"step"}),
}


# After these a step's name refers to that step; elsewhere it begins it.
_REFERS = frozenset({"BY", "ONLY", "USE", "HIDE", ","})


class ProofParser(ExpressionParser):
    """ASSUME … PROVE is read, for its errors; the proof itself is skipped."""

    def skip_proof(self) -> None:
        """Leave everything that belongs to the proof, or to the USE or HIDE, that begins here."""
        kinds, columns = self.kinds, self.columns
        defining = False
        open_lets = 0
        before = ""
        while True:
            kind = kinds[self.at]
            if kind == "step" and before in _REFERS:
                kind = "reference"
            starts_definition = columns[self.at] == 0 and not (defining or open_lets or before == "step")
            if kind in _ENDS or starts_definition:
                return
            if before and kind in _ENDS_UNLESS_AFTER and before not in _ENDS_UNLESS_AFTER[kind]:
                return
            if columns[self.at] == 0 or kind == "DEFINE":
                defining = True
            elif kind == "step" or kind == "QED":
                defining = False
            open_lets += (kind == "LET") - (kind == "IN")
            before = kind
            self.at += 1

    def assume_prove(self) -> None:
        """`ASSUME NEW x \\in S, P, ASSUME … PROVE … PROVE Q`, at its ASSUME."""
        open_goals = 0
        while True:
            # At ASSUME, at a comma, or at PROVE.
            if self.kinds[self.at] == "PROVE":
                self.at += 1
                self.expression()
                open_goals -= 1
            else:
                open_goals += self.kinds[self.at] == "ASSUME"
                self.at += 1
                if self.kinds[self.at : self.at + 3 : 2] == ["id", "ASSUME"] and self.kinds[self.at + 1] == "::":
                    self.at += 2
                if self.kinds[self.at] == "ASSUME":
                    continue
                self.assumption()
            if open_goals == 0:
                return
            if self.kinds[self.at] not in (",", "PROVE"):
                raise self.failure("`,` or PROVE")

    def assumption(self) -> Expr | None:
        """`NEW CONSTANT x \\in S` or an expression."""
        new = self.accept("NEW")
        level = self.kinds[self.at] in _LEVELS
        if level:
            self.at += 1
        if not new and not level:
            return self.expression()
        self.parameter()
        return self.expression() if self.accept(r"\in") else None
