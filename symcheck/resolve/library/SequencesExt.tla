---- MODULE SequencesExt ----
\* More about sequences. FoldSeq and SetToSeq are built in.
EXTENDS Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, TLC

ToSet(s) == {s[i] : i \in DOMAIN s}
ToBag(s) == [x \in ToSet(s) |-> Cardinality({i \in DOMAIN s : s[i] = x})]
Indices(s) == DOMAIN s
SetToSeqs(S) == {f \in [1..Cardinality(S) -> S] : \A i, j \in DOMAIN f : f[i] = f[j] => i = j}
SetToSortSeq(S, op(_, _)) == SortSeq(SetToSeq(S), op)
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}
TupleOf(S, n) == [1..n -> S]
SeqOf(S, n) == UNION {[1..m -> S] : m \in 0..n}
BoundedSeq(S, n) == SeqOf(S, n)

Contains(s, e) == \E i \in 1..Len(s) : s[i] = e
IsSorted(s, op(_, _)) == \A i, j \in 1..Len(s) : i < j => op(s[i], s[j])
Reverse(s) == [i \in 1..Len(s) |-> s[Len(s) + 1 - i]]
Remove(s, e) == SelectSeq(s, LAMBDA x : x /= e)
ReplaceAll(s, old, new) == [i \in 1..Len(s) |-> IF s[i] = old THEN new ELSE s[i]]

\* The first or the last index with Test, or 0.
SelectInSubSeq(s, from, to, Test(_)) ==
  LET found == {i \in from..to : Test(s[i])} IN IF found = {} THEN 0 ELSE Min(found)
SelectLastInSubSeq(s, from, to, Test(_)) ==
  LET found == {i \in from..to : Test(s[i])} IN IF found = {} THEN 0 ELSE Max(found)
SelectInSeq(s, Test(_)) == SelectInSubSeq(s, 1, Len(s), Test)
SelectLastInSeq(s, Test(_)) == SelectLastInSubSeq(s, 1, Len(s), Test)

InsertAt(s, i, e) == SubSeq(s, 1, i - 1) \o <<e>> \o SubSeq(s, i, Len(s))
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))
RemoveFirstMatch(s, Test(_)) == LET i == SelectInSeq(s, Test) IN IF i = 0 THEN s ELSE RemoveAt(s, i)
RemoveFirst(s, e) == RemoveFirstMatch(s, LAMBDA x : x = e)
Cons(e, s) == <<e>> \o s
Snoc(e, s) == Append(s, e)
Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]

IsPrefix(s, t) == Len(s) =< Len(t) /\ SubSeq(t, 1, Len(s)) = SubSeq(s, 1, Len(s))
IsStrictPrefix(s, t) == IsPrefix(s, t) /\ s /= t
IsSuffix(s, t) == Len(s) =< Len(t) /\ SubSeq(t, Len(t) - Len(s) + 1, Len(t)) = SubSeq(s, 1, Len(s))
IsStrictSuffix(s, t) == IsSuffix(s, t) /\ s /= t
Prefixes(s) == {SubSeq(s, 1, n) : n \in 0..Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1..Len(s) + 1}
CommonPrefixes(S) == {p \in UNION {Prefixes(s) : s \in S} : \A s \in S : IsPrefix(p, s)}
LongestCommonPrefix(S) == LET C == CommonPrefixes(S) IN CHOOSE p \in C : \A q \in C : Len(q) =< Len(p)
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

\* op takes the accumulator first in FoldLeft, last in FoldRight.
FoldLeft(op(_, _), base, s) == FoldSeq(LAMBDA x, done : op(done, x), base, s)
FoldRight(op(_, _), s, base) == FoldSeq(op, base, Reverse(s))
FoldLeftDomain(op(_, _), base, s) == FoldLeft(op, base, [i \in DOMAIN s |-> i])
FoldRightDomain(op(_, _), s, base) == FoldRight(op, [i \in DOMAIN s |-> i], base)

FlattenSeq(s) == IF Len(s) = 0 THEN s ELSE FoldSeq(LAMBDA x, done : done \o x, s[1], Tail(s))
Zip(s, t) == [i \in 1..(IF Len(s) < Len(t) THEN Len(s) ELSE Len(t)) |-> <<s[i], t[i]>>]
Interleave(s, t) ==
  CASE Len(s) = Len(t) -> [i \in 1..2 * Len(s) |-> <<IF i % 2 = 1 THEN s[(i + 1) \div 2] ELSE t[i \div 2]>>]
SubSeqs(s) == {SubSeq(s, i, j) : i \in 1..Len(s), j \in 0..Len(s)} \cup {<<>>}
AllSubSeqs(s) == FoldSeq(LAMBDA x, done : done \cup {Append(t, x) : t \in done}, {<<>>}, s)

\* Whether s stands in t from position i on.
LOCAL StandsAt(i, s, t) == i + Len(s) - 1 =< Len(t) /\ SubSeq(t, i, i + Len(s) - 1) = s
IndexFirstSubSeq(s, t) == Min({i \in 1..Len(t) + 1 : StandsAt(i, s, t)})
ReplaceSubSeqAt(i, r, s, t) == SubSeq(t, 1, i - 1) \o r \o SubSeq(t, i + Len(s), Len(t))
ReplaceFirstSubSeq(r, s, t) ==
  IF \E i \in 1..Len(t) + 1 : StandsAt(i, s, t) THEN ReplaceSubSeqAt(IndexFirstSubSeq(s, t), r, s, t) ELSE t
\* From left to right; the empty sequence stands before every element.
ReplaceAllSubSeqs(r, s, t) ==
  LET RECURSIVE From(_)
      From(i) == IF i > Len(t) THEN SubSeq(t, 1, 0)
                 ELSE IF Len(s) = 0 THEN r \o SubSeq(t, i, i) \o From(i + 1)
                 ELSE IF StandsAt(i, s, t) THEN r \o From(i + Len(s))
                 ELSE SubSeq(t, i, i) \o From(i + 1)
  IN IF s = t THEN r ELSE From(1)
====
