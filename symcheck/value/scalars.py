"""Booleans, strings and model values (integers are Python's own); must not know of sets and functions.

Hashing and equality run on the interpreter's own types, and no two kinds can ever be equal: a string is a `str`
subclass, a model value a marked pair, and a Boolean is compared by identity.
"""

from __future__ import annotations

from typing import ClassVar, Final

from symcheck.value.kinds import Kind

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\f": "\\f"})


class Boolean:
    """One of the two singletons `TRUE` and `FALSE`; `bool(value)` is Python's reading of it."""

    __slots__ = ("_truth",)
    kind: ClassVar[Kind] = Kind.BOOLEAN
    lazy: ClassVar[bool] = False
    _truth: bool

    def __bool__(self) -> bool:
        return self._truth

    def __lt__(self, other: Boolean) -> bool:
        return other._truth and not self._truth

    def __repr__(self) -> str:
        return "TRUE" if self._truth else "FALSE"

    def __reduce__(self) -> str:
        return repr(self)

    def order_key(self) -> tuple[object, ...]:
        return Kind.BOOLEAN, self._truth


def _singleton(truth: bool) -> Boolean:
    value = Boolean()
    value._truth = truth
    return value


TRUE: Final = _singleton(True)
FALSE: Final = _singleton(False)


def boolean(truth: bool) -> Boolean:
    """The singleton for Python's truth value."""
    return TRUE if truth else FALSE


class String(str):
    """A TLA+ string. It prints with its quotes; `text` is without them."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.STRING
    lazy: ClassVar[bool] = False

    @property
    def text(self) -> str:
        return str.__getitem__(self, slice(None))

    def __str__(self) -> str:
        return f'"{str.translate(self, _ESCAPES)}"'

    __repr__ = __str__

    def order_key(self) -> tuple[object, ...]:
        return Kind.STRING, self.text


class ModelValue(tuple[object, str]):
    """An uninterpreted value of the configuration. It equals itself only, and may be compared with everything.

    A name such as `A_x` (one letter, then an underscore) makes a `TypedModelValue` of it.
    """

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.MODEL
    lazy: ClassVar[bool] = False

    def __new__(cls, name: str) -> ModelValue:
        typed = len(name) > 2 and name[1] == "_" and name[0].isalpha()
        return tuple.__new__(TypedModelValue if typed else cls, (Ellipsis, name))

    def __getnewargs__(self) -> tuple[str]:
        return (self.name,)

    @property
    def name(self) -> str:
        return self[1]

    @property
    def type(self) -> str:
        """The letter before the underscore, or the empty string for an untyped one."""
        return ""

    def __str__(self) -> str:
        return self[1]

    __repr__ = __str__

    def order_key(self) -> tuple[object, ...]:
        return Kind.MODEL, self[1]


class TypedModelValue(ModelValue):
    """A model value that may be compared only with model values of its type, and with untyped ones (TLC's rule)."""

    __slots__ = ()

    @property
    def type(self) -> str:
        return self[1][0]


# the classes whose instances Python compares in the canonical order
SCALARS: Final = frozenset((int, Boolean, String, ModelValue))
PLAIN: Final = SCALARS - {ModelValue}  # those of one kind can all be compared
