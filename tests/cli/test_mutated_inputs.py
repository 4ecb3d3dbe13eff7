"""Three hundred broken inputs: each ends in an exit code of the contract, with a place, and without a traceback."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

CONTRACT = {0, 10, 11, 12, 13, 20, 75, 150, 151}
COUNT = 280  # mutations of text; the special files below make it three hundred

SPEC = r"""---- MODULE Subject ----
EXTENDS Naturals, Sequences, FiniteSets
CONSTANTS Nodes, Limit
VARIABLES queue, owner, count
vars == <<queue, owner, count>>
\* A comment, and (* another one *)
None == "none"
Init == /\ queue = <<>>
        /\ owner = [n \in Nodes |-> None]
        /\ count = 0
RECURSIVE Sum(_)
Sum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE y \in S : TRUE IN x + Sum(S \ {x})
Send(n) == /\ Len(queue) < Limit
           /\ queue' = Append(queue, [from |-> n, body |-> count])
           /\ count' = (count + 1) % 3
           /\ UNCHANGED owner
Receive == /\ queue /= <<>>
           /\ LET m == Head(queue)
              IN  owner' = [owner EXCEPT ![m.from] = CASE m.body = 0 -> "zero" [] OTHER -> "more"]
           /\ queue' = Tail(queue)
           /\ UNCHANGED count
Next == Receive \/ \E n \in Nodes : Send(n)
Spec == Init /\ [][Next]_vars /\ WF_vars(Receive)
TypeOK == /\ count \in 0..2
          /\ owner \in [Nodes -> {None, "zero", "more"}]
          /\ \A i \in DOMAIN queue : queue[i].from \in Nodes
Few == Cardinality({n \in Nodes : owner[n] = None}) >= 0 /\ Sum(1..3) = 6
====
"""
CFG = """SPECIFICATION Spec
CONSTANTS
    Nodes = {n1, n2}
    Limit = 2
INVARIANTS TypeOK Few
CHECK_DEADLOCK FALSE
"""
TOKENS = [
    "==", "/\\", "\\/", "'", "''", "[", "]", "{", "}", "<<", ">>", "(", ")", "\\E", "\\A x \\in", "CHOOSE", "LET", "IN",
    "====", "----", "MODULE", "EXTENDS", "INSTANCE M", "[]", "<>", "~>", "WF_vars(", "!", "@", '"', "(*", "*)", "\\*",
    "EXCEPT", "|->", "->", "..", "1", "999999999999999999999", "-", "\\b102", "CASE", "IF", "THEN", "ELSE", "\t", "\n",
    "\x00", "\x7f", "é", "∧", "∈", "\N{ZERO WIDTH SPACE}", "\N{BYTE ORDER MARK}", ",", ":", "::", "=", "<-", "_", "$",
    "\\",
    "Nodes", "queue", "Sum", "UNCHANGED", "RECURSIVE", "LAMBDA x :", "ASSUME", "THEOREM", "PROOF", "BY", "LOCAL",
    "VARIABLE z",
    "CONSTANT", "INVARIANT", "SYMMETRY", "VIEW", "ALIAS", "PROPERTY", "INIT", "NEXT", "CONSTRAINT",
]

Mutation = Callable[[random.Random, str], str]


def _truncate(rng: random.Random, text: str) -> str:
    return text[: rng.randrange(len(text))]


def _behead(rng: random.Random, text: str) -> str:
    return text[rng.randrange(len(text)) :]


def _delete(rng: random.Random, text: str) -> str:
    start = rng.randrange(len(text))
    return text[:start] + text[start + rng.randrange(1, 30) :]


def _insert(rng: random.Random, text: str) -> str:
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(text))
        text = text[:at] + " " + rng.choice(TOKENS) + " " + text[at:]
    return text


def _swap_lines(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return "".join(lines)


def _drop_line(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[rng.randrange(len(lines))]
    return "".join(lines)


def _double_line(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    return "".join([*lines[:at], lines[at], *lines[at:]])


def _garble(rng: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(rng.randrange(1, 20)):
        letters[rng.randrange(len(letters))] = chr(rng.randrange(1, 0x2FF))
    return "".join(letters)


def _replace_word(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(TOKENS)
    return " ".join(words)


def _indent(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    lines[at] = " " * rng.randrange(12) + lines[at].lstrip()
    return "".join(lines)


MUTATIONS: list[Mutation] = [
    _truncate, _behead, _delete, _insert, _swap_lines, _drop_line, _double_line, _garble, _replace_word, _indent,
]


def _assert_told(cli: Cli, spec: Path, cfg: Path | None = None) -> None:
    config = [] if cfg is None else ["--config", cfg]
    text = cli("check", spec, *config, "--length", 3, "--engine", "explicit", "--timeout", 20)
    assert text.code in CONTRACT, text
    assert "Traceback" not in text.err + text.out
    assert "internal error" not in text.err
    if text.code in (150, 151):
        said = text.err
        assert ": error " in said, said
        assert said.splitlines()[0].split(": error ")[0].count(":") >= 2, said  # file:line:column


@pytest.mark.parametrize("seed", range(COUNT))
def test_mutated_text(seed: int, tmp_path: Path, cli: Cli) -> None:
    rng = random.Random(seed)
    spec, cfg = tmp_path / "Subject.tla", tmp_path / "Subject.cfg"
    texts = {spec: SPEC, cfg: CFG}
    target = cfg if seed % 4 == 3 else spec
    texts[target] = MUTATIONS[seed // 4 % len(MUTATIONS)](rng, texts[target])
    if rng.random() < 0.2:
        texts[target] = rng.choice(MUTATIONS)(rng, texts[target] or " ")
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="")
    _assert_told(cli, spec)


@pytest.mark.parametrize("data", [
    b"", b"\n", b"\x00" * 1000, bytes(range(256)) * 20, SPEC.encode("utf-16"), SPEC.encode("utf-32"),
    SPEC.replace("another one", "une autre idée").encode("latin-1"), b"\xef\xbb\xbf", b"---- MODULE Subject ----",
], ids=["empty", "newline", "zeros", "binary", "utf16", "utf32", "latin1", "bom", "head"])
def test_bytes_that_are_no_specification(data: bytes, tmp_path: Path, cli: Cli) -> None:
    spec = tmp_path / "Subject.tla"
    spec.write_bytes(data)
    _assert_told(cli, spec)
    assert cli("check", spec).code == 150


@pytest.mark.parametrize("data", [b"\x00\x01\x02", CFG.encode("utf-16"), b"\xff" * 50, b"CONSTANT"],
                         ids=["binary", "utf16", "ff", "head"])
def test_bytes_that_are_no_configuration(data: bytes, tmp_path: Path, cli: Cli) -> None:
    spec, cfg = tmp_path / "Subject.tla", tmp_path / "Subject.cfg"
    spec.write_text(SPEC, encoding="utf-8")
    cfg.write_bytes(data)
    _assert_told(cli, spec)
    assert cli("check", spec).code == 151


def test_a_folder_is_no_specification(tmp_path: Path, cli: Cli) -> None:
    spec = tmp_path / "Subject.tla"
    spec.mkdir()
    _assert_told(cli, spec)
    assert cli("check", spec).code == 150


def test_a_folder_is_no_configuration(tmp_path: Path, cli: Cli) -> None:
    spec, cfg = tmp_path / "Subject.tla", tmp_path / "Folder.cfg"
    spec.write_text(SPEC, encoding="utf-8")
    cfg.mkdir()
    _assert_told(cli, spec, cfg)
    assert cli("check", spec, "--config", cfg).code == 151


def test_a_missing_file(tmp_path: Path, cli: Cli) -> None:
    _assert_told(cli, tmp_path / "Nowhere.tla")
    assert cli("check", tmp_path / "Nowhere.tla").code == 150


def test_a_missing_configuration(tmp_path: Path, cli: Cli) -> None:
    spec = tmp_path / "Subject.tla"
    spec.write_text(SPEC, encoding="utf-8")
    assert cli("check", spec, "--config", tmp_path / "Nowhere.cfg").code == 151


def test_a_missing_module(tmp_path: Path, cli: Cli) -> None:
    spec = tmp_path / "Subject.tla"
    spec.write_text(SPEC.replace("FiniteSets", "FiniteSets, Elsewhere"), encoding="utf-8")
    result = cli("check", spec)
    assert result.code == 150
    assert "S102" in result.err
    assert "Subject.tla:2:" in result.err


def test_modules_that_extend_one_another(tmp_path: Path, cli: Cli) -> None:
    for name, other in (("First", "Second"), ("Second", "First")):
        (tmp_path / f"{name}.tla").write_text(f"---- MODULE {name} ----\nEXTENDS {other}\n====\n", encoding="utf-8")
    result = cli("check", tmp_path / "First.tla")
    assert result.code == 150
    assert "S103" in result.err


def test_a_file_of_fifty_megabytes(tmp_path: Path, cli: Cli) -> None:
    spec = tmp_path / "Subject.tla"
    spec.write_bytes(b"---- MODULE Subject ----\n" + b"\\* nothing to see here\n" * 2_300_000 + b"====\n")
    assert spec.stat().st_size > 50_000_000
    _assert_told(cli, spec)


@pytest.mark.parametrize("body", [
    "E == " + "(" * 20_000 + "1" + ")" * 20_000,
    "E == " + "{" * 20_000 + "}" * 20_000,
    "E == " + "~" * 20_000 + "TRUE",
    "E == " + " + ".join(["1"] * 20_000),
    "E ==\n" + "\n".join(" " * depth + "/\\ TRUE" for depth in range(2_000)),
    "RECURSIVE F(_)\nF(n) == F(n + 1)\nASSUME F(0) = 1",
], ids=["parentheses", "braces", "negations", "sum", "bullets", "endless"])
def test_deep_nesting_is_no_crash(body: str, tmp_path: Path, cli: Cli) -> None:
    spec = tmp_path / "Deep.tla"
    spec.write_text(f"---- MODULE Deep ----\nEXTENDS Naturals\n{body}\n====\n", encoding="utf-8")
    result = cli("check", spec)
    assert result.code in CONTRACT, result
    assert "Traceback" not in result.err
    assert "internal error" not in result.err
