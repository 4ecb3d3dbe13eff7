r"""The rest of the language as patterns: what gives a value of a type, with holes for expressions; must not know how a
hole is filled.

A hole stands in backquotes: a type, how deep it may be (`/1`), and the identifiers that may stand in it, each with its
type. `$x` is a fresh identifier. `T` is any type; `setT`, `seqT`, `funT` are made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

HOLE = re.compile(r"`(\w+)(?:/(\d))?((?: \w+:\w+)*)`")
FRESH = re.compile(r"\$(\w+)")

Fill = Callable[[str, int | None, tuple[tuple[str, str], ...]], str]


@dataclass(frozen=True)
class Idiom:
    """A pattern; a `partial` one may be undefined though its parts are of the right types."""

    text: str
    partial: bool = False

    def written(self, fresh: Callable[[], str], fill: Fill) -> str:
        """The pattern with a name for each fresh identifier and what `fill` makes of the holes."""
        names: dict[str, str] = {}
        for name in FRESH.findall(self.text):
            names.setdefault(name, fresh())

        def filled(found: re.Match[str]) -> str:
            kind, most, scope = found.groups()
            pairs = tuple((names[one], of) for one, of in (each.split(":") for each in scope.split()))
            return fill(kind, None if most is None else int(most), pairs)

        return "(" + FRESH.sub(lambda found: names[found[1]], HOLE.sub(filled, self.text)) + ")"


def _total(*texts: str) -> tuple[Idiom, ...]:
    return tuple(map(Idiom, texts))


def _partial(*texts: str) -> tuple[Idiom, ...]:
    return tuple(Idiom(text, partial=True) for text in texts)


ANY = _total(
    r"LET $F($op(_), $x) == $op($x) IN $F(LAMBDA $y : `T y:int`, `int`)",
    r"LET $F($op(_, _)) == $op(`int`, `T`) IN $F(LAMBDA $y, $z : `T y:int z:T`)",
    r"LET RECURSIVE $F(_) $F($k) == IF $k <= 0 THEN `T` ELSE LET $p == $F($k - 1) IN `T p:T k:int` IN"
    r" $F(`int/0` % 4)",
    r"LET RECURSIVE $F(_, _) $F($s, $d) == IF $s = {} THEN $d ELSE LET $e == CHOOSE $c \in $s : TRUE"
    r" IN $F($s \ {$e}, `T e:int d:T`) IN $F(`ints/1`, `T`)", r"LET $v == `T` $w == `T v:T` IN `T v:T w:T`",
    r"FoldSet(LAMBDA $e, $a : `T e:int a:T`, `T`, `ints`)", r"FoldSeq(LAMBDA $e, $a : `T e:int a:T`, `T`, `seq`)",
    r"FoldLeft(LAMBDA $a, $e : `T e:int a:T`, `T`, `seq`)", r"FoldRight(LAMBDA $e, $a : `T e:int a:T`, `seq`, `T`)",
    r"FoldFunction(LAMBDA $e, $a : `T e:int a:T`, `T`, `fun`)",
    r"MapThenFoldSet(LAMBDA $e, $a : `T e:int a:T`, `T`, LAMBDA $m : `int m:int`,"
    r" LAMBDA $s : CHOOSE $c \in $s : \A $d \in $s : $c >= $d, `ints/1`)", r"TLCEval(`T`)", r"<<`int`, `T`>>[2]",
    r"(<<`T`>> \o `seqT`)[1]", r"[k |-> [m |-> `T`]].k.m",
    r"[[k |-> [m |-> `T`, n |-> `T`]] EXCEPT !.k.m = `T`, !.k.n = @].k.m",
    r"[[k |-> `T`, m |-> `T`] EXCEPT !.k = `T`, !.m = IF `bool` THEN @ ELSE `T`].m",
    r"[$k \in {1, 2} |-> `T k:int`][IF `bool` THEN 1 ELSE 2]", r"[$k, $m \in {0, 1} |-> `T k:int m:int`][0, 1]",
    r"[$k \in {0, 1}, $m \in {TRUE} |-> `T k:int m:bool`][1, TRUE]",
    r"[<<$k, $m>> \in {0, 1} \X {2} |-> `T k:int m:int`][<<1, 2>>]", r"IF `T` = `T` THEN `T` ELSE `T`",
    r"CASE `bool` -> `T` [] `bool` -> `T` [] `bool` -> `T` [] OTHER -> `T`",
    r"LET $s == `ints` IN IF $s = {} THEN `T` ELSE LET $y == CHOOSE $z \in $s : TRUE IN `T y:int`",
    r"LET $s == `setT` IN IF $s = {} THEN `T` ELSE CHOOSE $z \in $s : TRUE",
    r"LET $s == `seqT` IN IF $s = <<>> THEN `T` ELSE $s[Len($s)]",
    r"LET $f == `funT` IN IF `int` \in DOMAIN $f THEN $f[CHOOSE $k \in DOMAIN $f : TRUE] ELSE `T`",
    r"CHOOSE $x \in {`T`} : TRUE",
) + _partial(
    r"LET $f[$k \in 0..2] == IF $k = 0 THEN `T` ELSE LET $p == $f[$k - 1] IN `T p:T k:int` IN $f[`int/1`]",
    r"LET $f[$s \in SUBSET `ints/1`] == IF $s = {} THEN `T` ELSE LET $e == CHOOSE $c \in $s : TRUE $p =="
    r" $f[$s \ {$e}]"
    r" IN `T p:T e:int` IN $f[`ints/0`]", r"Last(`seqT`)", r"Head(Tail(`seqT`))",
    r"[$k \in `ints`, $m \in {1, 2} |-> `T k:int m:int`][`int`, `int`]", r"CHOOSE $x \in {`T`, `T`} : `bool x:T`",
    r"(CHOOSE <<$x, $y>> \in `ints` \X {`T`} : `bool x:int`)[2]",
    r"(CHOOSE $f \in [{1, 2} -> {`T`, `T`}] : `bool f:funT`)[2]", r"`seqT`[`int`]", r"(`funT` @@ `funT`)[`int`]",
    r"CASE `bool` -> `T` [] `bool` -> `T`", r"IF Assert(`bool`, `string`) THEN `T` ELSE `T`",
)  # fmt: skip

INTEGERS = _total(
    r"(-`int`) % 3", r"`int` % 2", r"`int` \div 2", r"(-`int`) \div 3", r"(`int` - 4) \div 2", r"`int` ^ 2",
    r"`int` \div (-2)", r"`int` - `int`", r"Cardinality(`sets`)", r"Cardinality(SUBSET `ints/1`)",
    r"Cardinality([`ints/0` -> {0, 1}])", r"Cardinality(`ints` \X `strings`)",
    r"Cardinality({$x \in SUBSET `ints/1` : `bool x:ints`})", r"Cardinality([a : `ints`, b : `bools`])",
    r"Cardinality(DOMAIN `fun`)", r"Cardinality({0, `int`} \cup {1})", r"SumSet(`ints`)", r"ProductSet(`ints`)",
    r"Quantify(`ints`, LAMBDA $x : `bool x:int`)", r"MapThenSumSet(LAMBDA $x : `int x:int`, `ints`)",
    r"SumFunction(`fun`)", r"FoldFunctionOnSet(+, `int`, [$k \in 0..3 |-> $k], {1})",
    r"BagCardinality(SetToBag(`ints`) (+) `bag`)", r"CopiesIn(`int`, `bag`)",
    r"SelectInSeq(`seq`, LAMBDA $x : `bool x:int`)", r"SelectLastInSeq(`seq`, LAMBDA $x : `bool x:int`)",
    r"Len(SelectSeq(`seq`, LAMBDA $x : `bool x:int`))", r"Len(`seqs`)", r"Len(`log`)", r"Len(`string`)",
    r"FoldSet(+, 0, `ints`)", r"FoldSeq(-, 0, `seq`)", r"FoldSet(LAMBDA $r, $a : $a + $r.a, 0, `pairs`)",
    r"LET $s == `ints` \cup {0} IN Max($s) - Min($s)", r"IF `bool` THEN 1 ELSE 0", r"`tuple`[1]", r"`pair`.a",
    r"`table`[IF `bool` THEN 1 ELSE 2].a", r"Cardinality(Prefixes(`seq`))",
    r"Cardinality({$q \in Suffixes(`seq`) : `bool q:seq`})", r"`opt`.id",
    r'LET $o == `opt` IN IF "val" \in DOMAIN $o THEN $o.val ELSE `int`',
) + _partial(
    r"`opt`.val", r"(CHOOSE $o \in `opts` : $o.id = `int`).id",
    r"Max(`ints`)", r"Min(`ints`)", r"2 ^ `int/1`", r"`int` ^ `int/0`", r"`int` % `int`", r"`int` \div `int`",
    r"SumBag(`bag`)", r"`log`[`int`].a", r"`nested`[`string`][`int`]", r"`table`[`int`].a", r"`fun`[`fun`[`int`]]",
    r"Head(`seq`) - Head(Tail(`seq`))",
    r"LET $f[$k \in 0..3] == IF $k = 0 THEN 0 ELSE $k + $f[$k - 1] IN $f[`int/1`]",
    r"CHOOSE $x \in 0..3 : $x > `int` /\ \A $y \in 0..3 : $y > `int` => $x <= $y",
)  # fmt: skip

BOOLEANS = _total(
    r"\A $x, $y \in `ints` : `bool x:int y:int`", r"\E $x \in `ints`, $y \in `strings` : `bool x:int y:string`",
    r"\E <<$x, $y>> \in `ints` \X `strings` : `bool x:int y:string`",
    r"\A <<$x, $y>> \in `tuples` : `bool x:int y:string`", r"\E $x \in SUBSET `ints/1` : `bool x:ints`",
    r"\A $x \in SUBSET `ints/1` : `bool x:ints`", r"\E $f \in [`ints/0` -> {0, 1}] : `bool f:fun`",
    r"\A $f \in [{1, 2} -> `ints/1`] : `bool f:seq`", r"\E $r \in [a : `ints`, b : `bools`] : `bool r:pair`",
    r"\E $s \in SUBSET SUBSET {1, 2} : `bool s:sets`", r"\A $p \in `ints` \X `strings` : `bool p:tuple`",
    r"\A $k \in DOMAIN `fun` : `bool k:int`", r"\E $i \in DOMAIN `log` : `bool i:int`",
    r"\A $m \in `pairs` : $m.b => `bool m:pair`", r"\E $m \in `pairs` : $m.a = `int` /\ `bool m:pair`",
    r"\A $m \in `mixeds` : $m = `mixed` \/ `bool`", r"`seq` \in [1..`int/0` -> `ints`]", r"`fun` \in [`ints` -> Nat]",
    r"`fun` \in [DOMAIN `fun` -> `ints`]", r"`sets` \subseteq SUBSET `ints`", r"`ints` \subseteq Nat",
    r"`ints` \subseteq `int`..`int`", r"`sets` \in SUBSET SUBSET `ints`",
    r"`pairs` \subseteq [a : `ints`, b : `bools`]", r"`pairs` \subseteq [a : Nat, b : BOOLEAN]",
    r"`seqs` \in Seq(SUBSET `ints`)", r"`log` \in Seq([a : `ints`, b : BOOLEAN])", r"`tuple` \in `ints` \X `strings`",
    r"<<`int`, `bool`, `string`>> \in `ints` \X BOOLEAN \X `strings`",
    r"`table` \in [1..2 -> [a : Int, b : BOOLEAN]]", r"`nested` \in [`strings` -> [`ints` -> `ints`]]",
    r"`tuples` \subseteq `ints` \X `strings`", r"`bools` \subseteq BOOLEAN", r"IsFiniteSet(`sets`)",
    r"`string` \in STRING", r"`strings` \subseteq STRING", r"`bool` \in BOOLEAN", r"`bool` \equiv `bool`",
    r"`mixed` = none", r"`mixed` \in {none, 0}", r"`mixed` \in `mixeds`", r"`bag` \sqsubseteq SetToBag(`ints`)",
    r"BagIn(`int`, `bag`)", r"IsABag(`fun`)", r"IsPrefix(`seq`, `seq`)", r"IsStrictPrefix(`seq`, `seq`)",
    r"IsSuffix(`seq`, `seq`)", r"Contains(`seq`, `int`)", r"IsInjective(`fun`)",
    r"IsSorted(`seq`, LAMBDA $a, $b : $a < $b)", r"`seq` = `fun`", r"`fun` = `bag`", r"`table` = `log`", r"`T` = `T`",
    r"`T` \notin `setT`", r"`setT` = {}", r"`seqT` = <<>>", r"`setT` = `setT` \cup `setT`",
    r"SUBSET `ints/1` = SUBSET `ints/1`", r"[`ints/0` -> {0, 1}] = [`ints/0` -> {1, 0}]",
    r"`ints` \X `strings` = `tuples`", r"`sets` = SUBSET `ints/1`", r"`int`..`int` = `ints`",
    r"`int`..`int` \subseteq `ints`", r"\A $x \in `ints` : \E $y \in `ints` : $x # $y /\ `bool x:int y:int`",
    r"UNION `sets` = `ints`", r"Cardinality(`ints`) * 2 > Cardinality(`ints`)", r"IF `bool` THEN `bool` ELSE ~`bool`",
    r"LET $P($x) == `bool x:int` IN \A $y \in `ints` : $P($y)",
    r"LET $P($x) == `bool x:int` IN $P(`int`) => $P(`int`)", r"ExistsInjection(`ints/0`, `ints/1`)",
    r"\A $s \in `sets` : $s \cap `ints` # {} \/ `bool s:ints`", r"\E $q \in `setsT` : `T` \in $q",
    r"{`T`} \in `setsT`", r"`tuple` = <<`int`, `string`>>", r"`pair` = [a |-> `int`, b |-> `bool`]",
    r"DOMAIN `log` = 1..Len(`log`)", r"~ \E $x \in `ints` : `bool x:int`",
    r"\E $x \in {$y \in `ints` : `bool y:int`} : `bool x:int`", r"\A $x \in {`T y:int` : $y \in `ints`} : `bool x:T`",
    r"1 \in DOMAIN `seqT`", r"`int` \in DOMAIN `fun`", r"`string` \in DOMAIN `nested`",
    r"DOMAIN `pair` = {`string`, `string`}", r'"val" \in DOMAIN `opt`', r'DOMAIN `opt` = {"id"}',
    r"`opt` \in [id : `ints/1`] \cup [id : `ints/1`, val : Nat]", r"\A $o \in `opts` : `bool o:opt`",
    r'\E $o \in `opts` : "val" \in DOMAIN $o /\ $o.val = `int`', r"`opts` \subseteq [id : `ints`]",
) + _partial(
    r"\E $k \in DOMAIN `fun` : `fun`[$k] = `int`", r"CASE `bool` -> `bool` [] `bool` -> `bool`",
    r"Assert(`bool`, `string`)", r"`log`[`int`].b", r"`seq`[1] < `seq`[2]", r"`mixed` > `int`", r"`mixed`.a = `int`",
    r"`int` \in `mixed`", r"`table`[`int`] = `pair`",
)  # fmt: skip

INTEGER_SETS = _total(
    r"Range(`fun`)", r"Range(`seq`)", r"{$r.a : $r \in `pairs`}", r"{$x + $y : $x \in `ints`, $y \in `ints`}",
    r"{$x - $y : $x, $y \in `ints`}", r"{$p[1] : $p \in `ints` \X `strings`}", r"{$x : <<$x, $y>> \in `tuples`}",
    r"{$f[1] : $f \in [{1} -> `ints/1`]}", r"{Cardinality($x) : $x \in SUBSET `ints/1`}",
    r"{$x \in 0..3 : `bool x:int`}", r"BagToSet(`bag`)", r"SymDiff(`ints`, `ints`)", r"UNION SUBSET `ints/1`",
    r"UNION {{$x, `int x:int`} : $x \in `ints`}", r"DOMAIN `log`", r"DOMAIN `table`", r"`int/1`..`int/1`",
    r"`int/1`..3", r"UNION Range(`seqs`)", r"UNION {$f[$k] : $f \in {`funs`}, $k \in {}}", r"{$x \in `ints` : TRUE}",
    r"{IF `bool x:int` THEN $x ELSE 0 : $x \in `ints`}", r"{`int`, `int`, `int`, `int`}", r"Nat \cap `ints`",
    r"`ints` \ Nat", r"`ints` \cap 1..`int`", r"IF `bool` THEN 1..2 ELSE {}",
    r"LET $s == `ints` IN $s \ {$x \in $s : \E $y \in $s : $y > $x}",
) + _partial(
    r"{`fun`[$k] : $k \in DOMAIN `fun`}", r"{`seq`[$i] : $i \in 1..Len(`seq`)}",
    r"CHOOSE $s \in SUBSET `ints/1` : `bool s:ints`",
    r"CHOOSE $s \in `sets` : \A $u \in `sets` : Cardinality($u) <= Cardinality($s)", r"`funs`[`string`]",
    r"UNION {`funs`[$k] : $k \in `strings`}",
)  # fmt: skip

SETS = _total(
    r"kSubset(`int/0`, `ints/1`)", r"{$x \in SUBSET `ints/1` : `bool x:ints`}", r"UNION {SUBSET `ints/0`, `sets`}",
    r"{Range($q) : $q \in [1..2 -> `ints/1`]}", r"{`ints`} \cup SUBSET `ints/1`", r"SUBSET `ints/1` \ {{}}",
    r"SUBSET `ints/1` \cap `sets`", r"`sets` \ SUBSET `ints/1`", r"{$s \cup {`int s:ints`} : $s \in `sets`}",
    r"{{$x} : $x \in `ints`}", r"{{$x, $y} : $x \in `ints`, $y \in {0}}",
    r"{{$y \in `ints` : $y < $x} : $x \in `ints`}", r"IF `bool` THEN SUBSET `ints/1` ELSE `sets`", r"UNION {}",
    r"UNION SUBSET `sets/1`", r"{$x.s : $x \in {[s |-> `ints`]}}",
)  # fmt: skip

ANY_SETS = _total(
    r"{`T x:int` : $x \in `ints`}", r"{`T`, `T`} \ {`T`}", r"UNION {`setT`, {`T`}}", r"{$x \in `setT` : `bool x:T`}",
    r"Range(`seqT`)", r"Range([$k \in `ints` |-> `T k:int`])", r"{$p[2] : $p \in `ints` \X `setT`}",
    r"UNION {IF `bool x:int` THEN {`T x:int`} ELSE {} : $x \in `ints`}", r"`setT` \cup {`T`}", r"`setT` \ `setT`",
    r"`setT` \cap `setT`", r"UNION {`setT`, `setT`}", r"LET $s == `setT` IN IF $s = {} THEN {`T`} ELSE $s",
    r"IF `bool` THEN {} ELSE `setT`", r"{$x \in {`T`, `T`} : $x \in `setT`}", r"UNION {{$x, `T`} : $x \in `setT`}",
    r"FoldSet(LAMBDA $e, $a : $a \cup {$e}, {}, `setT`)", r"{$f[1] : $f \in [{1} -> `setT`]}",
    r"{$m.k : $m \in [k : `setT`, m : {`int`}]}",
)  # fmt: skip

PAIR_SETS = _total(
    r"[a : `ints/1`, b : `bools`]", r"{[$r EXCEPT !.a = `int r:pair`] : $r \in `pairs`}",
    r"{[a |-> $x, b |-> `bool x:int`] : $x \in `ints`}", r"{$r \in [a : `ints/1`, b : BOOLEAN] : `bool r:pair`}",
    r"{$m \in `pairs` : $m.b}", r"{$m \in `pairs` : $m.a = `int`}", r"`pairs` \cup {[a |-> `int`, b |-> `bool`]}",
    r"`pairs` \ {$m \in `pairs` : $m.a < `int`}", r"Range(`log`)", r"Range(`table`)",
)  # fmt: skip

TUPLE_SETS = _total(
    r"`ints` \X `strings`", r"{<<$x, `string x:int`>> : $x \in `ints`}",
    r"{$p \in `ints` \X `strings` : `bool p:tuple`}", r"{[$p EXCEPT ![1] = @ + `int`] : $p \in `tuples`}",
    r"{`tuple`} \cup `tuples`",
)  # fmt: skip

ANY_SEQUENCES = _total(
    r"Reverse(`seqT`)", r"SubSeq(`seqT`, 1, 0)", r"SubSeq(`seqT`, 2, 1)",
    r"LET $s == `seqT` IN SubSeq($s, 1, Len($s))", r"LET $s == `seqT` IN SubSeq($s, 2, Len($s))",
    r"LET $s == `seqT` IN SubSeq($s, Len($s) + 1, Len($s))", r"Tail(Append(`seqT`, `T`))",
    r"LET $s == `seqT` IN SubSeq($s, 1, IF Len($s) < 2 THEN Len($s) ELSE 2)",
    r"LET $s == `seqT` IN [$i \in DOMAIN $s |-> IF `bool i:int` THEN `T i:int` ELSE $s[$i]]", r"Remove(`seqT`, `T`)",
    r"ReplaceAll(`seqT`, `T`, `T`)", r"`seqT` \o <<`T`>>", r"<<>> \o `seqT`",
    r"FoldSeq(LAMBDA $x, $a : <<$x>> \o $a, <<>>, `seqT`)", r"FoldLeft(Append, <<>>, `seqT`)",
    r"Append(Append(<<>>, `T`), `T`)", r"SelectSeq(`seqT`, LAMBDA $x : `bool x:T`)",
    r"IF `bool` THEN <<>> ELSE `seqT`", r"LET $s == `seqT` IN IF Len($s) > 1 THEN Tail($s) ELSE Append($s, `T`)",
    r"[$i \in 1..2 |-> `T i:int`]", r"[$i \in 1..`int/0` |-> `T i:int`]",
    r"[<<`T`, `T`>> EXCEPT ![1] = `T`, ![2] = @]", r"LET $s == `seqT` IN [$s EXCEPT ![Len($s)] = `T`]",
    r"Cons(`T`, `seqT`)", r"FlattenSeq(<<`seqT`, `seqT`>>)", r"[`seqT` EXCEPT ![1] = `T`]",
) + _partial(
    r"Front(`seqT`)", r"SubSeq(`seqT`, `int/1`, `int/1`)", r"InsertAt(`seqT`, `int/1`, `T`)",
    r"RemoveAt(`seqT`, `int/1`)", r"Tail(Tail(`seqT`))", r"[`seqT` EXCEPT ![`int`] = `T`]",
    r"CHOOSE $q \in [1..2 -> {`T`, `T`}] : `bool q:seqT`",
)  # fmt: skip

SEQUENCES = _total(
    r"SortSeq(`seq`, LAMBDA $a, $b : $a < $b)", r"SetToSeq(`ints`)",
    r"LET $s == {`int`, `int`} IN CHOOSE $f \in [1..Cardinality($s) -> $s] : IsInjective($f)",
    r"LET $s == {`int/0`, `int`, 1} IN CHOOSE $f \in [1..Cardinality($s) -> $s] : {$f[$k] : $k \in DOMAIN $f} = $s",
    r"SetToSortSeq(`ints`, LAMBDA $a, $b : $a > $b)",
    r"[[$i \in 1..3 |-> $i] EXCEPT ![2] = @ + `int`, ![3] = @ * `int`]", r"[$i \in 1..Len(`log`) |-> $i]",
    r"<<`int`, `int`>>",
)  # fmt: skip

FUNCTIONS = _total(
    r"[$x \in `ints` |-> `int x:int`]", r"[`fun` EXCEPT ![`int`] = @ + `int`, ![1] = `int`]",
    r"`int` :> `int` @@ `fun`", r"`fun` @@ `int` :> `int`", r"SetToBag(`ints`)", r"`bag` (+) SetToBag(`ints`)",
    r"<<`int`, `int`>>", r"`seq`", r"RestrictDomain(`fun`, LAMBDA $x : `bool x:int`)",
    r"RestrictValues(`fun`, LAMBDA $x : `bool x:int`)", r"LET $f == `fun` IN [$x \in DOMAIN $f \ {`int`} |-> $f[$x]]",
    r"LET $f == `fun` IN [$x \in DOMAIN $f \cup {`int`} |-> IF $x \in DOMAIN $f THEN $f[$x] + 1 ELSE 0]",
    r"LET $f == `fun` IN [$x \in DOMAIN $f |-> IF $x = `int` THEN `int x:int` ELSE $f[$x]]",
    r"[$x \in `ints` \cap 1..2 |-> $x]", r"[$x \in {} |-> 0]", r"<<>> @@ `fun`",
    r"FoldSet(LAMBDA $e, $a : $a @@ ($e :> `int e:int`), <<>>, `ints`)",
) + _partial(
    r"Restrict(`fun`, `ints`)", r"CHOOSE $f \in [`ints/0` -> {0, 1}] : `bool f:fun`",
    r"[$x \in `ints` |-> `fun`[$x]]", r"`nested`[`string`]", r"Pointwise(`fun`, `fun`, +)",
)  # fmt: skip

BAGS = _total(
    r"SetToBag(`ints`)", r"SetToBag(`ints`) (+) SetToBag(`ints`)", r"`bag` (+) `bag`", r"`bag` (-) `bag`",
    r"EmptyBag", r"`bag` (-) SetToBag({`int`})", r"IF `int` \in {1, 2} THEN `bag` ELSE EmptyBag",
    r"BagOfAll(LAMBDA $x : `int x:int`, `bag`)", r"BagAdd(`bag`, `int`)", r"BagRemove(`bag`, `int`)",
    r"BagUnion({`bag`, SetToBag(`ints`)})",
)  # fmt: skip

TABLES = _total(
    r"[$k \in 1..2 |-> `pair k:int`]", r"[`table` EXCEPT ![`int`].a = @ + `int`]",
    r"[`table` EXCEPT ![1].b = `bool`, ![2].a = @]", r"[`table` EXCEPT ![`int`] = `pair`, ![`int`].b = ~@]",
    r"[`table` EXCEPT ![`int`] = [@ EXCEPT !.a = @ + 1]]", r"`table` @@ (`int` :> `pair`)",
    r"LET $f == `table` IN [$k \in DOMAIN $f |-> [$f[$k] EXCEPT !.a = `int k:int`]]", r"<<`pair`, `pair`>>", r"`log`",
) + _partial(
    r"CHOOSE $f \in [{1, 2} -> [a : {0, 1}, b : {TRUE}]] : `bool f:table`", r"[$k \in `ints` |-> `table`[$k]]",
)  # fmt: skip

LOGS = _total(
    r"SortSeq(`log`, LAMBDA $x, $y : $x.a < $y.a)", r"SetToSortSeq(`pairs`, LAMBDA $x, $y : $x.a > $y.a)",
    r"Append(`log`, `pair`)", r"Append(`log`, [a |-> `int`, b |-> `bool`])", r"[`log` EXCEPT ![1].a = @ + `int`]",
    r"[`log` EXCEPT ![`int`].b = `bool`]", r"SelectSeq(`log`, LAMBDA $m : $m.b)",
    r"[$i \in 1..2 |-> [a |-> $i, b |-> `bool i:int`]]",
) + _partial(
    r"SubSeq(`log`, 1, `int`)", r"SubSeq(`log`, `int`, Len(`log`))", r"Append(SubSeq(`log`, 1, `int/0` - 1), `pair`)",
)  # fmt: skip

NESTED = _total(
    r"[$k \in `strings` |-> `fun`]", r"[`nested` EXCEPT ![`string`][`int`] = @ + `int`]",
    r'[`nested` EXCEPT !["p"] = `fun`, !["q"][1] = `int`]', r"[`nested` EXCEPT !.p[`int`] = `int`, !.q = @]",
    r"`nested` @@ (`string` :> `fun`)", r"[p |-> `fun`, q |-> `fun`]",
    r"[$k \in `strings` |-> [$j \in `ints` |-> `int k:string j:int`]]",
    r"[`nested` EXCEPT ![`string`] = [$x \in DOMAIN @ |-> `int x:int`]]",
)  # fmt: skip

PAIRS = _total(
    r"[a |-> `int`, b |-> `bool`]", r"[`pair` EXCEPT !.a = @ + 1, !.b = ~@]",
    r"[`pair` EXCEPT !.a = `int`, !.a = @ + 1]", r'[$k \in {"a", "b"} |-> IF $k = "a" THEN `int` ELSE `bool`]',
    r'("a" :> `int`) @@ ("b" :> `bool`)', r"[b |-> `bool`, a |-> `int`]",
) + _partial(
    r"`table`[`int`]", r"`log`[`int`]", r"Head(`log`)", r"CHOOSE $r \in `pairs` : `bool r:pair`",
    r"CHOOSE $r \in [a : `ints/1`, b : BOOLEAN] : `bool r:pair`",
)  # fmt: skip

TUPLES = _total(
    r"<<`int`, `string`>>", r"[`tuple` EXCEPT ![1] = @ + 1]", r"[`tuple` EXCEPT ![2] = `string`, ![1] = @]",
) + _partial(
    r"CHOOSE $p \in `tuples` : `bool p:tuple`", r"CHOOSE $p \in `ints` \X `strings` : `bool p:tuple`",
)  # fmt: skip

OPTIONS = _total(
    r"[id |-> `int`]", r"[id |-> `int`, val |-> `int`]", r"[`opt` EXCEPT !.id = @ + `int`]",
    r'`opt` @@ ("val" :> `int`)',
    r'LET $o == `opt` IN IF "val" \in DOMAIN $o THEN [$o EXCEPT !.val = @ + `int`] ELSE $o',
    r'LET $o == `opt` IN [$k \in DOMAIN $o \ {"val"} |-> $o[$k]]', r"IF `bool` THEN `opt` ELSE [id |-> `int`]",
    r'("val" :> `int`) @@ `opt`', r'[$k \in {`string`, "id"} |-> `int`]',
) + _partial(
    r"CHOOSE $o \in `opts` : `bool o:opt`", r"[`opt` EXCEPT !.val = @ + 1]", r"Head(<<`opt`>> \o <<`opt`>>)",
)  # fmt: skip

OPTION_SETS = _total(
    r"{`opt`, `opt`}", r'{$o \in `opts` : "val" \in DOMAIN $o}', r"{[$o EXCEPT !.id = `int o:opt`] : $o \in `opts`}",
    r"`opts` \cup {[id |-> `int`]}", r"[id : `ints/1`] \cup [id : `ints/1`, val : `ints/1`]", r"`opts` \ [id : `ints`]",
    r'{$o @@ ("val" :> `int o:opt`) : $o \in `opts`}',
)  # fmt: skip

# where the variables i, s, q, f and m are
ENABLED = _total(
    r"ENABLED (i' \in `ints` /\ i' > `int`)", r"ENABLED (s' = s \cup `ints` /\ s' # `ints` /\ UNCHANGED <<i, q>>)",
    r"ENABLED (m' = `mixed` /\ (m' = m \/ `bool`))", r"\E $x \in `ints` : ENABLED (i' = $x /\ `bool x:int` /\ i' < i)",
    r"ENABLED (f' = [f EXCEPT ![`int`] = @ + 1] /\ f' # `fun`)",
    r"ENABLED (\E $x \in `ints` : i' = $x /\ s' = {$x, i'} /\ `bool x:int`)", r"~ENABLED (`bool` /\ i' = `int`)",
    r"ENABLED (IF `bool` THEN i' = `int` /\ i' # i ELSE q' = `seq` /\ UNCHANGED i)",
    r"ENABLED ((i' = `int` \/ i' \in {i}) /\ q' = Append(q, i') /\ q' # `seq`)",
)  # fmt: skip

STRINGS = _total(
    r"`string` \o `string`", r"IF `bool` THEN `string` ELSE `string`", r"`tuple`[2]",
) + _partial(
    r"CHOOSE $x \in `strings` : `bool x:string`", r"CHOOSE $k \in DOMAIN `nested` : TRUE",
)  # fmt: skip

STRING_SETS = _total(
    r"DOMAIN `nested`", r"DOMAIN `pair`", r"{$p[2] : $p \in `tuples`}", r"{$y : <<$x, $y>> \in `tuples`}",
    r'DOMAIN [`pair` EXCEPT !.a = 0]', r'{`string`, "r"}', r'{"p", "q"} \ {`string`}',
    r"DOMAIN (`nested` @@ `nested`)",
)  # fmt: skip

MIXED = _total(
    r"IF `bool` THEN none ELSE `int`", r"IF `bool` THEN none ELSE `pair`", r"IF `bool` THEN `ints` ELSE `int`",
    r"IF `mixed` = none THEN `int` ELSE `mixed`", r"CHOOSE $x \in {none} \cup {`int`} : TRUE",
    r"IF `bool` THEN `string` ELSE `seq`", r"[k |-> `mixed`].k", r"`tuple`", r"`seq`", r"`string`", r"`table`",
)  # fmt: skip

MIXED_SETS = _total(
    r"{none, `int`}", r"{none} \cup `ints`", r"`pairs` \cup {none}", r"{`mixed`, none}",
    r"{$x \in `mixeds` : $x # none}", r"{[k |-> `mixed`].k}", r"`mixeds` \ {none}",
    r"{IF $x = none THEN 0 ELSE $x : $x \in `mixeds`}",
)  # fmt: skip

# the name of a type -> what gives a value of it
BY_TYPE: Mapping[str, tuple[Idiom, ...]] = {
    "int": INTEGERS, "bool": BOOLEANS, "string": STRINGS, "mixed": MIXED, "pair": PAIRS, "tuple": TUPLES,
    "ints": INTEGER_SETS, "sets": SETS, "strings": STRING_SETS, "pairs": PAIR_SETS, "tuples": TUPLE_SETS,
    "mixeds": MIXED_SETS, "seq": SEQUENCES, "log": LOGS, "fun": FUNCTIONS, "bag": BAGS, "table": TABLES, "nested": NESTED,  # noqa: E501
    "opt": OPTIONS, "opts": OPTION_SETS,
}  # fmt: skip
