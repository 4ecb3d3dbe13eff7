"""Which symbols and words of the language itself mean which operator; must not know of any module."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from symcheck.core.ops import Op

# What every module may say without EXTENDS (Specifying Systems, tables 1 to 3).
LANGUAGE: Mapping[str, Op] = MappingProxyType({
    "~": Op.NOT, "=>": Op.IMPLIES, "\\equiv": Op.IFF, "<=>": Op.IFF, "/\\": Op.AND, "\\/": Op.OR,
    "=": Op.EQ, "/=": Op.NE, "BOOLEAN": Op.BOOLEAN, "STRING": Op.STRING,
    "\\in": Op.IN, "\\notin": Op.NOTIN, "\\cup": Op.CUP, "\\cap": Op.CAP, "\\": Op.SETMINUS,
    "\\subseteq": Op.SUBSETEQ, "SUBSET": Op.SUBSET, "UNION": Op.UNION, "DOMAIN": Op.DOMAIN, "\\X": Op.PRODUCT,
    "'": Op.PRIME, "UNCHANGED": Op.UNCHANGED, "ENABLED": Op.ENABLED, "\\cdot": Op.COMPOSE,
    "[]": Op.ALWAYS, "<>": Op.EVENTUALLY, "~>": Op.LEADS_TO, "-+->": Op.GUARANTEES,
})

_NULLARY = (Op.BOOLEAN, Op.STRING, Op.NAT, Op.INT, Op.REAL, Op.INFINITY, Op.JAVA_TIME, Op.ANY, Op.TRACE)
_UNARY = (
    Op.NOT, Op.SUBSET, Op.UNION, Op.DOMAIN, Op.PRIME, Op.UNCHANGED, Op.ENABLED, Op.ALWAYS, Op.EVENTUALLY, Op.NEG,
    Op.CARDINALITY, Op.IS_FINITE_SET, Op.SEQ, Op.LEN, Op.HEAD, Op.TAIL, Op.SET_TO_SEQ, Op.PERMUTATIONS, Op.PRINT_T,
    Op.TO_STRING, Op.TLC_EVAL, Op.TLC_GET, Op.RANDOM_ELEMENT, Op.TLC_MODEL_VALUE, Op.ATOI, Op.TO_JSON,
    Op.READ_JSON, Op.READ_JSON_LINES,
)
_SPECIAL: Mapping[Op, tuple[int, ...]] = {
    Op.SUB_SEQ: (0, 0, 0), Op.SELECT_SEQ: (0, 1), Op.FOLD_SET: (2, 0, 0), Op.FOLD_SEQ: (2, 0, 0), Op.SORT_SEQ: (0, 2),
}
_SIGNATURES: Mapping[Op, tuple[int, ...]] = {
    **dict.fromkeys(_NULLARY, ()), **dict.fromkeys(_UNARY, (0,)), **_SPECIAL,
}


def signature(op: Op) -> tuple[int, ...]:
    """The arity that each argument must have, 0 for an expression; n-ary operators are said to be binary."""
    return _SIGNATURES.get(op, (0, 0))
