"""What reads files and text, on symbolic values: the modules Json and IOUtils; reads no files itself."""

from __future__ import annotations

from symcheck.base.diagnostic import Code
from symcheck.core.ops import Op
from symcheck.symbolic.concretise import concretise
from symcheck.symbolic.merge import merge
from symcheck.symbolic.ops.registry import encodes
from symcheck.symbolic.sets.enumeration import settle
from symcheck.symbolic.site import Site
from symcheck.symbolic.values import Sym
from symcheck.value import FALSE, String
from symcheck.value.json_text import to_json


@encodes(Op.TO_JSON)
def json_of(site: Site, value: Sym) -> Sym:
    return merge([(guard, String(to_json(plain))) for guard, plain in concretise(site, settle(site, value))])


@encodes(Op.ATOI)
def integer_in(site: Site, text: Sym) -> Sym:
    found: list[tuple[object, Sym]] = []
    for guard, plain in concretise(site, settle(site, text)):
        digits = plain.text.strip() if isinstance(plain, String) else ""
        if digits.lstrip("+-").isdecimal() and digits.isascii() and len(digits) - len(digits.lstrip("+-")) < 2:
            found.append((guard, int(digits)))
        else:
            site.fail(guard, Code.ARGUMENT_TYPE, "atoi takes a string of digits")
    return merge(found) if found else 0  # type: ignore[arg-type]


def _of_files(op: Op) -> None:
    @encodes(op)
    def missing(site: Site, path: Sym) -> Sym:
        what = f"the symbolic reading does not support {op.value}, which reads a file"
        site.lacks(what, "use --engine explicit", elsewhere=True)
        return FALSE


for _op in (Op.READ_JSON, Op.READ_JSON_LINES):
    _of_files(_op)
