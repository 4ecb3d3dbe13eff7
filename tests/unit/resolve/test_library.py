from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.concrete.evaluate import evaluate
from symcheck.core.ops import Op
from symcheck.resolve import library, resolve_expression, resolve_text
from symcheck.value import String
from tests.unit.resolve.show import mistakes, places


def value(text: str, extends: str) -> str:
    spec = resolve_text(f"---- MODULE M ----\nEXTENDS Integers, {extends}\n====\n")
    return str(evaluate(resolve_expression(spec, text)))


@pytest.mark.parametrize("name", sorted(library.MODULES))
def test_every_module_resolves_in_all_its_parts(name: str) -> None:
    spec = resolve_text(
        f"---- MODULE M ----\nEXTENDS {name}\nNothing == TRUE\n====\n", init="Nothing", next="Nothing"
    )  # fmt: skip
    for definition in spec.definitions.values():
        assert definition.body is not None
    resolve_expression(spec, "Nothing")  # raises what was found in the bodies


def test_every_op_can_be_written() -> None:
    named = {op for module in library.MODULES.values() for op in module.operators.values()}
    # the rest are forms of the language
    assert named >= {Op.FOLD_SET, Op.FOLD_SEQ, Op.SORT_SEQ, Op.SET_TO_SEQ, Op.PERMUTATIONS, Op.MERGE, Op.NAT, Op.NEG}
    with pytest.raises(SpecError):
        resolve_expression(None, "FoldSets(1)")


@pytest.mark.parametrize(
    ("module", "text", "expected"),
    [
        ("FiniteSetsExt", "kSubset(2, {1, 2, 3})", "{{1, 2}, {1, 3}, {2, 3}}"),
        ("FiniteSetsExt", "kSubset(4, {1, 2, 3})", "{}"),
        ("FiniteSetsExt", "Choices({{1, 2}, {2, 3}, {5}})", "{{2, 5}, {1, 2, 5}, {1, 3, 5}, {2, 3, 5}}"),
        ("FiniteSetsExt", "MapThenSumSet(LAMBDA n : n * n, 1..3)", "14"),
        ("FiniteSetsExt", "ChooseUnique({2, 3, 4, 5}, LAMBDA n : n % 3 = 1)", "4"),
        ("SequencesExt", "FoldLeft(LAMBDA p, n : <<p, n>>, 0, <<3, 1, 2>>)", "<<<<<<0, 3>>, 1>>, 2>>"),
        ("SequencesExt", "FoldRight(LAMBDA n, p : <<n, p>>, <<3, 1, 2>>, 0)", "<<3, <<1, <<2, 0>>>>>>"),
        ("SequencesExt", "Interleave(<<1, 3>>, <<2, 4>>)", "<<<<1>>, <<2>>, <<3>>, <<4>>>>"),
        ("SequencesExt", "Cardinality(AllSubSeqs(<<1, 2, 3, 4>>))", "16"),
        ("SequencesExt", "SubSeqs(<<>>)", "{<<>>}"),
        ("SequencesExt", "ReplaceAllSubSeqs(<<2, 2>>, <<1, 1>>, <<1, 1, 1>>)", "<<2, 2, 1>>"),
        ("SequencesExt", "ReplaceAllSubSeqs(<<2>>, <<>>, <<1, 3>>)", "<<2, 1, 2, 3>>"),
        ("SequencesExt", 'ReplaceAllSubSeqs("aa", "-", "x-y--")', '"xaayaaaa"'),
        ("SequencesExt", 'ReplaceAllSubSeqs("a", "", "xy")', '"axay"'),
        ("SequencesExt", 'FlattenSeq(<<"ab", "", "c">>)', '"abc"'),
        ("SequencesExt", 'FlattenSeq("")', '""'),
        ("Combinatorics", "<<choose(4, 2), choose(0, 1), choose(3, 3)>>", "<<6, 0, 1>>"),
        ("SequencesExt", "CommonPrefixes({<<1, 2>>, <<1, 3>>})", "{<<>>, <<1>>}"),
        ("SequencesExt", "ToBag(<<1, 1, 2>>)", "<<2, 1>>"),
        ("SequencesExt", "RemoveFirstMatch(<<1, 2, 3, 2>>, LAMBDA n : n > 1)", "<<1, 3, 2>>"),
        ("Bags", "SubBag([a |-> 2])", "{<<>>, [a |-> 1], [a |-> 2]}"),
        ("Bags", 'BagOfAll(LAMBDA e : "k", [a |-> 2, b |-> 3])', "[k |-> 5]"),
        ("Bags", 'CopiesIn("a", EmptyBag)', "0"),
        ("Bags, BagsExt", "FoldBag(LAMBDA n, m : n + m, 0, <<2, 1, 3>>)", "13"),
        ("Bags, BagsExt", "SumBag(<<2, 1, 3>>)", "13"),
        ("Bags, BagsExt", "ProductBag(<<2, 1, 3>>)", "54"),
        ("BagsExt", "MapThenFoldBag(+, 0, LAMBDA e : 1, LAMBDA S : CHOOSE e \\in S : TRUE, <<2, 1, 3>>)", "6"),
        ("Functions", "Inverse(<<5, 6>>, {1, 2}, {5, 6})", "(5 :> 1 @@ 6 :> 2)"),
        ("Functions", "Pointwise(<<1, 2>>, <<3, 4>>, +)", "<<4, 6>>"),
        ("Functions", "FoldFunctionOnSet(+, 0, <<1, 2, 3>>, {1, 3})", "4"),
        ("Relation", "TransitiveClosure([i, j \\in 1..3 |-> j = i + 1], 1..3)[1, 3]", "TRUE"),
        ("Relation", "IsStrictlyTotallyOrderedUnder(<, 1..3)", "TRUE"),
        ("Relation", "IsPartiallyOrderedUnder(<, 1..3)", "FALSE"),
        ("Graphs", "ConnectionsIn([node |-> 1..3, edge |-> {<<1, 2>>, <<2, 3>>}])[1, 3]", "TRUE"),
        ("Graphs", "IsTreeWithRoot([node |-> 1..3, edge |-> {<<2, 1>>, <<3, 1>>}], 1)", "TRUE"),
        ("UndirectedGraphs", "ConnectedComponents([node |-> 1..3, edge |-> {{1, 2}}])", "{{3}, {1, 2}}"),
        ("UndirectedGraphs", "SimplePath([node |-> {1, 2}, edge |-> {{1, 2}}])", "{<<1>>, <<2>>, <<1, 2>>, <<2, 1>>}"),
        ("Combinatorics", "choose(5, 2)", "10"),
        ("DyadicRationals", "Add(Half(One), Half(Half(One)))", "[den |-> 4, num |-> 3]"),
        ("Bitwise", "<<12 & 10, 12 | 10, 12 ^^ 10, shiftR(12, 2)>>", "<<8, 14, 6, 3>>"),
        ("VectorClocks", "IsCausalOrder(<<<<1, 0>>, <<1, 1>>>>, LAMBDA c : c)", "TRUE"),
        ("VectorClocks", "IsCausalOrder(<<<<1, 1>>, <<1, 0>>>>, LAMBDA c : c)", "FALSE"),
        ("Apalache", "Repeat(LAMBDA n, i : n + i, 3, 0)", "6"),
        ("Apalache", "SetAsFun({<<1, 2>>, <<3, 4>>})", "(1 :> 2 @@ 3 :> 4)"),
        ("Apalache", "MkSeq(3, LAMBDA i : i * i)", "<<1, 4, 9>>"),
        ("Option", "OptionMap(LAMBDA n : n + 1, Some(1))", '[tag |-> "Some", value |-> 2]'),
        ("Variants", 'VariantFilter("a", {Variant("a", 1), Variant("b", 2)})', "{1}"),
    ],
)  # fmt: skip
def test_meanings(module: str, text: str, expected: str) -> None:
    assert value(text, f"FiniteSets, {module}") == value(expected, "TLC")


def test_what_cannot_be_computed_is_an_error_at_once_only_where_it_certainly_is_evaluated() -> None:
    body = "INSTANCE IOUtils\nUsed == IOExec(1)\nE == 1"
    resolve_text(f"---- MODULE M ----\n{body}\n====\n")
    found = mistakes(f"{body}\nASSUME IOExec(2) = Used")
    assert {(d.code, d.message) for d in found} == {(Code.UNSUPPORTED, "symcheck cannot compute IOExec")}
    assert places(found) == [(Code.UNSUPPORTED, 2, 9), (Code.UNSUPPORTED, 4, 8)]
    for reached_perhaps in ("TRUE \\/ Used", "IF E = 1 THEN TRUE ELSE Used", "\\A n \\in 1..E : Used", "E = 1 => Used"):
        resolve_text(f"---- MODULE M ----\nEXTENDS Naturals\n{body}\nASSUME {reached_perhaps}\n====\n")


def test_what_cannot_be_computed_is_an_error_where_it_is_evaluated() -> None:
    spec = resolve_text("---- MODULE M ----\nINSTANCE IOUtils\nF(n) == IF n = 0 THEN 7 ELSE IOExec(n)\n====\n")
    assert str(evaluate(resolve_expression(spec, "F(0)"))) == "7"
    with pytest.raises(SpecError) as caught:
        evaluate(resolve_expression(spec, "F(1)"))
    assert places(caught.value.diagnostics) == [(Code.UNSUPPORTED, 3, 30)]


def test_expressions_without_a_specification() -> None:
    assert str(evaluate(resolve_expression(None, "Len(<<1, 2>>) + Max({1, 2})"))) == "4"


def test_a_users_own_definition_hides_a_community_modules() -> None:
    spec = resolve_text("---- MODULE M ----\nEXTENDS SequencesExt\nLast(s) == 17\nF(Reverse) == Last(Reverse)\n====\n")
    assert str(evaluate(resolve_expression(spec, "F(1)"))) == "17"


def test_the_library_is_parsed_once() -> None:
    assert library.syntax("SequencesExt") is library.syntax("SequencesExt")


@pytest.mark.parametrize(
    ("text", "json"),
    [
        ("[a |-> <<1, TRUE>>, b |-> {\"x\"}]", '{"a":[1,true],"b":["x"]}'),
        ("(2 :> 3 @@ 4 :> 5)", '{"2":3,"4":5}'),
        ("<<>>", "[]"),
    ],
)
def test_values_as_json(text: str, json: str) -> None:
    assert value(f"ToJson({text})", "Json, TLC") == str(String(json))


def test_json_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "log.ndjson"
    path.write_text('{"n": 3, "names": ["a", null]}\n\n[true, -2]\n', encoding="utf-8")
    found = value(f'ndJsonDeserialize("{path}")', "Json")
    assert found == '<<[n |-> 3, names |-> <<"a", null>>], <<TRUE, -2>>>>'
    path.write_text("[1, 2]", encoding="utf-8")
    assert value(f'JsonDeserialize("{path}")[2]', "Json") == "2"


@pytest.mark.parametrize("content", ["[1.5]", "{", None])
def test_a_file_that_is_no_json_of_integers_is_not_treated(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "f").write_text(content, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        value(f'JsonDeserialize("{tmp_path / "f"}")', "Json")
    assert caught.value.code is Code.UNSUPPORTED
    assert caught.value.diagnostics[0].span is not None


def test_the_environment_is_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODES", "3")
    assert value('atoi(IOEnv.NODES) + (IF "NO_SUCH_NAME" \\in DOMAIN IOEnv THEN 1 ELSE 0)', "IOUtils, Integers") == "3"


def test_sets_of_random_subsets() -> None:
    found = "LET R == RandomSetOfSubsets(5, 2, 1..9) IN R \\subseteq SUBSET (1..9) /\\ Cardinality(R) \\in 1..5"
    assert value(found, "Randomization, FiniteSets, Integers") == "TRUE"


LEFT = r"LET M == [e \in DOMAIN B |-> CopiesIn(e, B) - CopiesIn(e, C)] IN [e \in {d \in DOMAIN B : M[d] > 0} |-> M[e]]"


@pytest.mark.parametrize(
    ("operator", "book"),
    [("B (+) C", r"[e \in DOMAIN B \cup DOMAIN C |-> CopiesIn(e, B) + CopiesIn(e, C)]"), ("B (-) C", LEFT)],
)
def test_bags_are_added_and_taken_away_as_in_the_book(operator: str, book: str) -> None:
    """Specifying Systems, section 18.5; also of functions with zeros, which are no bags."""
    some = r'UNION {[D -> 0..2] : D \in SUBSET {"a", "b"}}'
    assert value(rf"\A B, C \in {some} : {operator} = {book}", "Bags") == "TRUE"
