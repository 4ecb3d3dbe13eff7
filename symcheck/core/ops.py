"""The built-in operators that both readings implement; must not know what any of them does.

Whatever can be said in TLA+ itself is said there (`symcheck/resolve/library/*.tla`) and is no member here.
"""

from __future__ import annotations

from enum import Enum


class Op(Enum):
    """A built-in operator; the value is how it is written. Arguments in order of writing."""

    # logic; AND, OR: two or more arguments, evaluated left to right
    AND = "/\\"
    OR = "\\/"
    NOT = "~"
    IMPLIES = "=>"
    IFF = "<=>"
    EQ = "="
    NE = "/="
    BOOLEAN = "BOOLEAN"
    # sets
    SET = "{…}"  # enumeration, any number of arguments
    IN = "\\in"
    NOTIN = "\\notin"
    CUP = "\\cup"
    CAP = "\\cap"
    SETMINUS = "\\"
    SUBSETEQ = "\\subseteq"
    SUBSET = "SUBSET"  # the power set
    UNION = "UNION"
    PRODUCT = "\\X"  # n-ary: A \X B \X C has three arguments
    CARDINALITY = "Cardinality"
    IS_FINITE_SET = "IsFiniteSet"
    STRING = "STRING"
    # functions, records, tuples
    APPLY = "f[x]"  # function, one argument (a tuple for several indices)
    DOMAIN = "DOMAIN"
    FUNCTION_SET = "[S -> T]"
    TUPLE = "<<…>>"
    RECORD = "[a |-> e]"  # (name literal, value) pairs flattened: name1, value1, name2, value2, …
    RECORD_SET = "[a : S]"  # flattened likewise
    MERGE = "@@"
    SINGLETON = ":>"
    # arithmetic
    NAT = "Nat"
    INT = "Int"
    REAL = "Real"
    INFINITY = "Infinity"
    NEG = "-."
    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "\\div"
    MOD = "%"
    POW = "^"
    REAL_DIV = "/"
    RANGE = ".."
    LT = "<"
    LE = "\\leq"
    GT = ">"
    GE = "\\geq"
    # sequences
    SEQ = "Seq"
    LEN = "Len"
    HEAD = "Head"
    TAIL = "Tail"
    APPEND = "Append"
    CONCAT = "\\o"
    SUB_SEQ = "SubSeq"
    SELECT_SEQ = "SelectSeq"  # sequence, operator of arity 1
    # folds and orders that TLA+ text could only say by recursion
    FOLD_SET = "FoldSet"  # operator(element, accumulator), base, set; the elements in canonical order
    FOLD_SEQ = "FoldSeq"  # operator(element, accumulator), base, sequence; first to last
    SORT_SEQ = "SortSeq"  # sequence, operator(a, b): a before b
    SET_TO_SEQ = "SetToSeq"  # the elements in canonical order
    PERMUTATIONS = "Permutations"
    # the TLC module
    ASSERT = "Assert"
    PRINT = "Print"
    PRINT_T = "PrintT"
    TO_STRING = "ToString"
    TLC_EVAL = "TLCEval"
    TLC_GET = "TLCGet"
    TLC_SET = "TLCSet"
    RANDOM_ELEMENT = "RandomElement"
    JAVA_TIME = "JavaTime"
    ANY = "Any"
    # what the community's modules add to it
    TRACE = "Trace"  # the behavior up to the present state, as a sequence of records
    TLC_MODEL_VALUE = "TLCModelValue"
    TLC_GET_OR_DEFAULT = "TLCGetOrDefault"
    ATOI = "atoi"
    TO_JSON = "ToJson"
    READ_JSON = "JsonDeserialize"
    READ_JSON_LINES = "ndJsonDeserialize"
    # what has no rule anywhere: its name and a hint, as string literals; U001 where it is evaluated
    LACKING = "something that symcheck lacks"
    # actions
    PRIME = "'"
    UNCHANGED = "UNCHANGED"
    ENABLED = "ENABLED"
    COMPOSE = "\\cdot"
    SQUARE = "[A]_v"  # action, subscript
    ANGLE = "<<A>>_v"  # action, subscript
    # temporal
    ALWAYS = "[]"
    EVENTUALLY = "<>"
    LEADS_TO = "~>"
    WEAK_FAIRNESS = "WF_v(A)"  # subscript, action
    STRONG_FAIRNESS = "SF_v(A)"  # subscript, action
    GUARANTEES = "-+->"
