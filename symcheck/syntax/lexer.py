"""Text to tokens with their columns, comments left out; must not know the grammar beyond where a module ends."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from symcheck.base.diagnostic import Code, Diagnostic, SpecError
from symcheck.base.span import Source, Span
from symcheck.syntax.operators import SPELLINGS

# A token's kind is "id", "num", "str", "step", "eof", "---- MODULE", or the canonical spelling of a symbol or keyword.
_RESERVED = """
    ACTION BY CASE CHOOSE DEFINE ELSE EXCEPT EXTENDS HAVE HIDE IF IN INSTANCE LAMBDA LET LOCAL MODULE NEW OBVIOUS
    OMITTED ONLY OTHER PICK PROOF PROVE QED RECURSIVE STATE SUFFICES TAKE TEMPORAL THEN USE WITH WITNESS WF_ SF_
    CONSTANT=CONSTANTS VARIABLE=VARIABLES ASSUME=ASSUMPTION=AXIOM THEOREM=LEMMA=PROPOSITION=COROLLARY DEF=DEFS
"""
_WORDS = {word: group.split("=")[0] for group in _RESERVED.split() for word in group.split("=")}
_MARKS = r"( ) [ ] { } << >> >>_ ]_ , : :: . ! @ == |-> -> <- _ \A \E \AA \EE"
_UNICODE = r"⟨ << ⟩ >> ⟩_ >>_ ≜ == ↦ |-> → -> ← <- ∀ \A ∃ \E ∷ :: ℕ id ℤ id ℝ id"
_PUNCTUATION = {mark: mark for mark in _MARKS.split()} | dict(zip(*[iter(_UNICODE.split())] * 2, strict=True))
KINDS: dict[str, str] = {**SPELLINGS, **_PUNCTUATION, **_WORDS}
KEYWORDS: frozenset[str] = frozenset(_WORDS) | {word for word in SPELLINGS if word.isalpha() and word.isascii()}
# what begins no token, and stands for something in other languages
_FOREIGN = {"?": "a choice is written IF P THEN a ELSE b", ";": "no line ends with ; but those of PlusCal"}
_LETTERLIKE = {"ℕ": "Nat", "ℤ": "Int", "ℝ": "Real"}


def _symbols() -> str:
    """One pattern for every symbol, grouped by first character, longest first; `\\word` is taken whole."""
    tails: dict[str, list[str]] = {}
    for spelling in KINDS:
        if not spelling[0].isalnum() or not spelling.isascii():
            tails.setdefault(spelling[0], []).append(spelling[1:])
    tails["\\"] = ["/", ""]
    groups = []
    for first, rest in sorted(tails.items()):
        longer = [re.escape(tail) for tail in sorted(filter(None, rest), key=len, reverse=True)]
        if first == "\\":
            longer.append("[A-Za-z]+")
        option = f"(?:{'|'.join(longer)}){'?' if '' in rest else ''}" if longer else ""
        groups.append(re.escape(first) + option)
    return "|".join(groups)


_ID, _LINE, _RULE, _NUMBER, _STEP, _REMARK, _COMMENT, _OPEN, _STRING, _DIGITS, _TAB, _SYMBOL, _OTHER = range(1, 14)
_WORDLIKE, _DIGITAL = frozenset({_ID, _SYMBOL}), frozenset({_DIGITS, _NUMBER})
_LONG, _SPECIAL = frozenset({_STRING, _COMMENT}), frozenset({_OPEN, _OTHER})
_TOKEN = re.compile(
    r"[ \f]*+(?:"
    r"((?![WS]F_)[0-9_]*+[A-Za-z][A-Za-z0-9_]*+)"
    r"|((?:\r\n?|\n)(?:[ \f]*+(?:\r\n?|\n))*+)"
    r"|(-{4,}+[ \t]*+(?:MODULE(?![A-Za-z0-9_]))?|={4,}+)"
    r"|(\\[bB][01]+|\\[oO][0-7]+|\\[hH][0-9A-Fa-f]+)"
    r"|(<(?:[0-9]+|\*|\+)>(?:[A-Za-z0-9_]*+\.*+))"
    r"|(\\\*[^\r\n]*+)"
    r"|(\(\*(?:[^*(]|\*(?!\))|\((?!\*))*+\*\))"
    r"|(\(\*)"
    r'|("(?:[^"\\\r\n]|\\["\\tnfr])*+")'
    r"|([0-9_]++(?:(?<!_)\.[0-9]+)?)"
    r"|(\t[\t ]*+)"
    rf"|([WS]F_|{_symbols()})"
    r"|(.)"
    r"|\Z)",
    re.DOTALL,
)
_COMMENT_MARK = re.compile(r"\(\*|\*\)")
_BREAK = re.compile(r"[\r\n]")
_MOST_ERRORS = 20

LARGEST_TEXT = 10_000_000
"""How many characters are read; a tree takes about 60 times as many bytes."""


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry per token, closed by an "eof" token.

    `columns` count from 1 with tab stops every 8; `split` holds the tokens that were cut from a longer unknown word.
    """

    source: Source
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    split: set[int] = field(default_factory=set)

    def add(self, kind: str, text: str, start: int, column: int) -> None:
        self.kinds.append(kind)
        self.texts.append(text)
        self.starts.append(start)
        self.columns.append(column)


def tokenize(source: Source, start: int = 0, *, module: bool) -> Tokens:
    """The tokens from an offset: of one module up to its closing `====`, or else of the whole text.

    Raises SpecError(LEXICAL) with up to 20 diagnostics, or SpecError(TOO_LARGE).
    """
    size = len(source.text) - start
    if size > LARGEST_TEXT:
        message = f"expected a text of at most {LARGEST_TEXT:,} characters, found {size:,}"
        raise SpecError(Code.TOO_LARGE, message, Span(source, start, start))
    return _Lexer(source).run(start, module)


class _Lexer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = Tokens(source)
        self.errors: list[Diagnostic] = []
        # The offset at which the current line's column 1 would stand, had the line no tabs.
        self.base = 0

    def run(self, start: int, module: bool) -> Tokens:
        text = self.source.text
        self.base = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        self.shift_tabs(self.base, start)
        at: int | None = start
        depth = 0 if module else -1
        while at is not None:
            at, depth = self.scan(at, depth)
        if self.errors:
            raise SpecError.of(self.errors)
        return self.tokens

    def scan(self, at: int, depth: int) -> tuple[int | None, int]:
        """Lex from an offset; returns where to go on (None at the end) and how many modules are open."""
        text, tokens = self.source.text, self.tokens
        kinds, texts, starts, columns = tokens.kinds, tokens.texts, tokens.starts, tokens.columns
        known, base = KINDS, self.base - 1
        for match in _TOKEN.finditer(text, at):
            group = match.lastindex
            if group in _WORDLIKE:
                word = match[group]
                kind = known.get(word)
                start = match.start(group)
                if kind is None:
                    if group == _SYMBOL:
                        self.base = base + 1
                        return self.split(word, start), depth
                    kind = "id"
                kinds.append(kind)
                texts.append(word)
                starts.append(start)
                columns.append(start - base)
            elif group == _LINE:
                base = match.end() - 1
            elif group in _DIGITAL:
                word = match[group]
                start = match.start(group)
                if "_" not in word:
                    tokens.add("num", word, start, start - base)
                elif word == "_":
                    tokens.add("_", word, start, start - base)
                elif self.error(start, len(word), f"`{shorten(word)}` is neither a number nor an identifier"):
                    return None, depth
            elif group in _LONG:
                start, end = match.span(group)
                if group == _STRING:
                    tokens.add("str", match[group], start, start - base)
                self.base = base + 1
                self.pass_over(start, end)
                base = self.base - 1
            elif group == _TAB:
                self.base = base + 1
                self.shift_tabs(match.start(group), match.end())
                base = self.base - 1
            elif group == _RULE:
                word = match[group]
                kind = "====" if word[0] == "=" else "---- MODULE" if word[-1] == "E" else "----"
                start = match.start(group)
                tokens.add(kind, word, start, start - base)
                depth += (depth >= 0) * ((kind == "---- MODULE") - (kind == "===="))
                if depth == 0 and kind == "====":
                    tokens.add("eof", "", start + len(word), 0)
                    return None, depth
            elif group == _STEP:
                start = match.start(group)
                tokens.add("step", match[group], start, start - base)
            elif group in _SPECIAL:
                self.base = base + 1
                start = match.start(group)
                after = self.nested_comment(start) if group == _OPEN else self.unknown(start)
                return after, depth
            elif group is None:
                break
        tokens.add("eof", "", len(text), 0)
        return None, depth

    def shift_tabs(self, start: int, end: int) -> None:
        """Move the base so that each tab in the range ends at a stop."""
        at = self.source.text.find("\t", start, end)
        while at >= 0:
            self.base -= 7 - (at - self.base) % 8
            at = self.source.text.find("\t", at + 1, end)

    def pass_over(self, start: int, end: int) -> None:
        """Keep the base right across a token that may hold line ends and tabs."""
        text = self.source.text
        broken = max(text.rfind("\n", start, end), text.rfind("\r", start, end)) + 1
        if broken:
            self.base = start = broken
        self.shift_tabs(start, end)

    def nested_comment(self, start: int) -> int | None:
        open_comments = 0
        for mark in _COMMENT_MARK.finditer(self.source.text, start):
            open_comments += 1 if mark[0] == "(*" else -1
            if open_comments == 0:
                self.pass_over(start, mark.end())
                return mark.end()
        self.error(start, 2, "this comment is never closed", "comments nest: every (* needs its own *)")
        return None

    def split(self, word: str, start: int) -> int:
        """A backslash word that is no operator: take its longest known beginning, as `S\\T` is read `S \\ T`."""
        known = next(word[:length] for length in range(len(word), 0, -1) if word[:length] in KINDS)
        self.tokens.split.add(len(self.tokens.kinds))
        self.tokens.add(KINDS[known], known, start, start - self.base + 1)
        return start + len(known)

    def unknown(self, start: int) -> int | None:
        text = self.source.text
        character = text[start]
        if character == "\ufeff" and start == 0:
            self.base = 1
            return 1
        if character == '"':
            end = _line_end(text, start)
            wrong = re.compile(r'"(?:[^"\\\r\n]|\\["\\tnfr])*+(\\.)', re.DOTALL).match(text, start, end)
            if wrong is None:
                more = self.error(start, 1, "this string is never closed", "a string ends on the line it begins on")
                return end if more else None
            escape = wrong.start(1)
            hint = r'the escapes are \" \\ \t \n \f \r'
            more = self.error(escape, 2, f"unknown escape `{wrong[1]}` in a string", hint)
            closed = text.find('"', escape + 2, end)
            return (end if closed < 0 else closed + 1) if more else None
        end = start + 1
        while end < len(text) and text[end] == character:
            end += 1
        code = f"U+{ord(character):04X}"
        name = unicodedata.name(character, "")
        shown = f"`{character}`" if character.isprintable() else name
        message = f"no token begins with {shown} ({code})" if shown else f"no token begins with the character {code}"
        return end if self.error(start, end - start, message, _FOREIGN.get(character, "")) else None

    def error(self, start: int, length: int, message: str, hint: str = "") -> bool:
        """Note an error; false when there are enough."""
        self.errors.append(Diagnostic(Code.LEXICAL, message, Span(self.source, start, start + length), hint))
        return len(self.errors) < _MOST_ERRORS


def _line_end(text: str, start: int) -> int:
    found = _BREAK.search(text, start)
    return found.start() if found else len(text)


def shorten(text: str) -> str:
    """A token as it is shown in a message."""
    return text if len(text) <= 40 else text[:37] + "..."


def identifier(text: str) -> str:
    """The name that an "id" token stands for: unicode number sets are synonyms."""
    return _LETTERLIKE.get(text, text)
