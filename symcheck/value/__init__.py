"""TLA+ values: canonical, totally ordered, hashable, printed as TLA+; must not know of expressions or of terms."""

from symcheck.value.compare import comparable, equal, order_key
from symcheck.value.filled import FilledFunction, can_be_filled
from symcheck.value.functions import (
    EMPTY_TUPLE,
    FunctionValue,
    LazyFunction,
    RecordValue,
    TupleValue,
    function_on,
    make_function,
    make_record,
    make_tuple,
)
from symcheck.value.infinite_sets import (
    ANY,
    INT,
    NAT,
    REAL,
    STRING,
    Difference,
    Filtered,
    Intersection,
    Limits,
    Union,
    difference,
    intersection,
    union,
)
from symcheck.value.integer_domains import IntegersBut, as_integers, integers_but, same_domain
from symcheck.value.kinds import Kind, describe, kind_of
from symcheck.value.lazy_sets import Interval, PowerSet, is_small, is_subset, list_if_small
from symcheck.value.products import FunctionSet, Product, RecordSet, SequenceSet
from symcheck.value.rule import Rule, RuleFunction
from symcheck.value.scalars import FALSE, TRUE, Boolean, ModelValue, String, boolean
from symcheck.value.sets import BOOLEAN, CANNOT_TELL, EMPTY_SET, FiniteSet, SetValue, explicit, make_set
from symcheck.value.unions import union_all

Value = int | Boolean | String | ModelValue | SetValue | FunctionValue | LazyFunction

__all__ = [
    "ANY", "BOOLEAN", "CANNOT_TELL", "EMPTY_SET", "EMPTY_TUPLE", "FALSE", "INT", "NAT", "REAL", "STRING", "TRUE",
    "Boolean", "Difference", "FilledFunction", "Filtered", "FiniteSet", "FunctionSet", "FunctionValue", "IntegersBut",
    "Intersection", "Interval", "Kind", "LazyFunction", "Limits", "ModelValue", "PowerSet", "Product", "RecordSet",
    "RecordValue", "Rule", "RuleFunction", "SequenceSet", "SetValue", "String", "TupleValue", "Union", "Value",
    "as_integers", "boolean", "can_be_filled", "comparable", "describe", "difference", "equal", "explicit",
    "function_on", "integers_but", "intersection", "is_small", "is_subset", "kind_of", "list_if_small",
    "make_function", "make_record", "make_set", "make_tuple", "order_key", "same_domain", "union", "union_all",
]  # fmt: skip
