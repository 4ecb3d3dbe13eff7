"""The syntax tree of TLA+ modules as written: names unresolved, nothing desugared; must not know what a name means.

Every node has a `span`; spans never take part in equality. Operator symbols are the canonical spellings of
`symcheck.syntax.operators` (`#` and `≠` both read `/=`, `\\land` reads `/\\`, prefix minus reads `-.`).
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from symcheck.base.node import node
from symcheck.base.span import Span

# ---------------------------------------------------------------- expressions


@node
class Number:
    """`12`, `\\b1010`, `\\o17`, `\\hFF`: `value` is the integer; `3.14` has a `fraction` as written ("14")."""

    value: int
    fraction: str
    span: Span = field(compare=False)


@node
class String:
    """A string literal; escapes are already undone."""

    text: str
    span: Span = field(compare=False)


@node
class NamePart:
    """One part of `A!B(x)!C`: a name, an operator symbol, or a selector, with its arguments.

    Selectors are `1`, `<<`, `>>`, `@`, `:`, and `()` for the arguments alone of `A!(x)`.
    """

    name: str
    args: tuple[Argument, ...]
    span: Span = field(compare=False)


@node
class Name:
    """An identifier with its arguments, perhaps through instances: `x`, `F(a, b)`, `I!Op(x)`, `I(y)!Op`."""

    parts: tuple[NamePart, ...]
    span: Span = field(compare=False)


@node
class At:
    """`@` inside an EXCEPT."""

    span: Span = field(compare=False)


Fixity = Literal["prefix", "infix", "postfix"]


@node
class Operation:
    """A prefix, infix or postfix operator applied: `symbol` is canonical, one operand or two. `'` is a postfix."""

    fixity: Fixity
    symbol: str
    operands: tuple[Expr, ...]
    span: Span = field(compare=False)
    symbol_span: Span = field(compare=False)


@node
class Junction:
    """A bulleted list of conjuncts (`/\\`) or disjuncts (`\\/`), also of one item."""

    symbol: Literal["/\\", "\\/"]
    items: tuple[Expr, ...]
    span: Span = field(compare=False)


@node
class TupleExpr:
    items: tuple[Expr, ...]
    span: Span = field(compare=False)


@node
class SetEnum:
    items: tuple[Expr, ...]
    span: Span = field(compare=False)


@node
class Bound:
    """`x, y \\in S` or `<<x, y>> \\in S` (`pattern` true) or, in unbounded quantifiers, `x, y` (`domain` None)."""

    names: tuple[Identifier, ...]
    pattern: bool
    domain: Expr | None
    span: Span = field(compare=False)


@node
class Identifier:
    """A name where it is declared."""

    name: str
    span: Span = field(compare=False)


@node
class Quantifier:
    """`\\A`, `\\E`, and the temporal `\\AA`, `\\EE`."""

    symbol: Literal["\\A", "\\E", "\\AA", "\\EE"]
    bounds: tuple[Bound, ...]
    body: Expr
    span: Span = field(compare=False)


@node
class Choose:
    bound: Bound
    body: Expr
    span: Span = field(compare=False)


@node
class SetFilter:
    """`{x \\in S : P}`."""

    bound: Bound
    body: Expr
    span: Span = field(compare=False)


@node
class SetMap:
    """`{e : x \\in S, y \\in T}`."""

    body: Expr
    bounds: tuple[Bound, ...]
    span: Span = field(compare=False)


@node
class FunctionExpr:
    """`[x \\in S, y \\in T |-> e]`."""

    bounds: tuple[Bound, ...]
    body: Expr
    span: Span = field(compare=False)


@node
class FunctionSet:
    """`[S -> T]`."""

    domain: Expr
    codomain: Expr
    span: Span = field(compare=False)


@node
class RecordExpr:
    """`[a |-> e, b |-> f]`."""

    fields: tuple[tuple[Identifier, Expr], ...]
    span: Span = field(compare=False)


@node
class RecordSet:
    """`[a : S, b : T]`."""

    fields: tuple[tuple[Identifier, Expr], ...]
    span: Span = field(compare=False)


@node
class Application:
    """`f[x, y]`: function application."""

    function: Expr
    args: tuple[Expr, ...]
    span: Span = field(compare=False)


@node
class FieldAccess:
    """`r.name`."""

    record: Expr
    name: Identifier
    span: Span = field(compare=False)


@node
class ExceptUpdate:
    """`![i, j].name = value`: each path component is the indices of a bracket, or a field."""

    path: tuple[tuple[Expr, ...] | Identifier, ...]
    value: Expr
    span: Span = field(compare=False)


@node
class Except:
    base: Expr
    updates: tuple[ExceptUpdate, ...]
    span: Span = field(compare=False)


@node
class If:
    condition: Expr
    then: Expr
    otherwise: Expr
    span: Span = field(compare=False)


@node
class Case:
    arms: tuple[tuple[Expr, Expr], ...]
    other: Expr | None
    span: Span = field(compare=False)


@node
class Let:
    """LET with operator, function, instance and RECURSIVE definitions."""

    definitions: tuple[OperatorDefinition | FunctionDefinition | ModuleDefinition | Recursive, ...]
    body: Expr
    span: Span = field(compare=False)


@node
class Lambda:
    """Only where an operator is expected: an argument, or the right side of a WITH substitution."""

    params: tuple[Identifier, ...]
    body: Expr
    span: Span = field(compare=False)


@node
class OperatorSymbol:
    """An operator symbol passed as an argument: `FoldSet(+, 0, S)`. Prefix minus reads `-.`."""

    symbol: str
    span: Span = field(compare=False)


@node
class ActionExpr:
    """`[A]_v` (`square` true) or `<<A>>_v`."""

    square: bool
    action: Expr
    subscript: Expr
    span: Span = field(compare=False)


@node
class Fairness:
    """`WF_v(A)` or `SF_v(A)`."""

    strong: bool
    subscript: Expr
    action: Expr
    span: Span = field(compare=False)


@node
class Label:
    """`name(params) :: body`."""

    name: str
    params: tuple[Identifier, ...]
    body: Expr
    span: Span = field(compare=False)


@node
class Parenthesised:
    """`(e)`; kept because a precedence conflict and a printed expression depend on it."""

    body: Expr
    span: Span = field(compare=False)


Expr = (
    Number | String | Name | At | Operation | Junction | TupleExpr | SetEnum | Quantifier | Choose | SetFilter
    | SetMap | FunctionExpr | FunctionSet | RecordExpr | RecordSet | Application | FieldAccess | Except | If | Case
    | Let | ActionExpr | Fairness | Label | Parenthesised
)
Argument = Expr | Lambda | OperatorSymbol

# ---------------------------------------------------------------- definitions and modules


@node
class Parameter:
    """A formal parameter or a declared constant: `x`, `F(_, _)`, `_ + _`. `name` is canonical for symbols."""

    name: str
    arity: int
    span: Span = field(compare=False)


@node
class OperatorDefinition:
    """`Op(x, F(_)) == body`, also `a (+) b == body`, `-. a == body`, `a ^+ == body`: `name` is then the symbol."""

    name: str
    params: tuple[Parameter, ...]
    body: Expr
    local: bool
    span: Span = field(compare=False)
    name_span: Span = field(compare=False)


@node
class FunctionDefinition:
    """`f[x \\in S] == body`."""

    name: str
    bounds: tuple[Bound, ...]
    body: Expr
    local: bool
    span: Span = field(compare=False)
    name_span: Span = field(compare=False)


@node
class Substitution:
    """`name <- value` of a WITH; the name may be an operator symbol."""

    name: str
    value: Argument
    span: Span = field(compare=False)


@node
class Instance:
    """`INSTANCE M WITH x <- e`: a unit of its own, or the right side of a module definition."""

    module: Identifier
    substitutions: tuple[Substitution, ...]
    local: bool
    span: Span = field(compare=False)


@node
class ModuleDefinition:
    """`I(x) == INSTANCE M WITH …`."""

    name: str
    params: tuple[Parameter, ...]
    instance: Instance
    local: bool
    span: Span = field(compare=False)
    name_span: Span = field(compare=False)


@node
class Recursive:
    """`RECURSIVE F(_), G(_, _)`."""

    declarations: tuple[Parameter, ...]
    span: Span = field(compare=False)


@node
class Variables:
    names: tuple[Identifier, ...]
    span: Span = field(compare=False)


@node
class Constants:
    declarations: tuple[Parameter, ...]
    span: Span = field(compare=False)


@node
class Assumption:
    """`ASSUME name == e`, also ASSUMPTION and AXIOM."""

    name: str | None
    body: Expr
    span: Span = field(compare=False)


@node
class Theorem:
    """THEOREM, LEMMA, PROPOSITION or COROLLARY; `body` is None for ASSUME … PROVE. Proofs are skipped."""

    name: str | None
    body: Expr | None
    span: Span = field(compare=False)


@node
class Module:
    """A module; nested ones stand among its units."""

    name: str
    extends: tuple[Identifier, ...]
    units: tuple[Unit, ...]
    span: Span = field(compare=False)
    name_span: Span = field(compare=False)


Unit = (
    OperatorDefinition | FunctionDefinition | ModuleDefinition | Recursive | Instance | Variables | Constants
    | Assumption | Theorem | Module
)
