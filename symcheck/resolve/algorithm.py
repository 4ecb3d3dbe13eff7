"""Whether a module holds a PlusCal algorithm that nobody has translated; must not know PlusCal."""

from __future__ import annotations

import re

from symcheck.base.span import Source, Span

HINT = "the PlusCal algorithm of this file is not translated: run its translator (pcal.trans, or the editor's command)"

_ALGORITHM = re.compile(r"--(?:fair\s+)?algorithm\b")
_TRANSLATION = "BEGIN TRANSLATION"


def untranslated(source: Source) -> Span | None:
    """Where the algorithm begins, if the text has one and no translation."""
    found = _ALGORITHM.search(source.text)
    if found is None or _TRANSLATION in source.text:
        return None
    return Span(source, found.start(), found.end())
