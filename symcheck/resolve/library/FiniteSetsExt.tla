---- MODULE FiniteSetsExt ----
\* More about finite sets. FoldSet is built in.
EXTENDS FiniteSets, Naturals
LOCAL INSTANCE Sequences

ReduceSet(op(_, _), S, base) == FoldSet(op, base, S)
SumSet(S) == FoldSet(LAMBDA x, done : x + done, 0, S)
ProductSet(S) == FoldSet(LAMBDA x, done : x * done, 1, S)
MapThenSumSet(op(_), S) == FoldSet(LAMBDA x, done : op(x) + done, 0, S)
FlattenSet(S) == UNION S
SymDiff(S, T) == (S \ T) \cup (T \ S)
Quantify(S, P(_)) == Cardinality({x \in S : P(x)})
Max(S) == CHOOSE x \in S : \A y \in S : y =< x
Min(S) == CHOOSE x \in S : \A y \in S : x =< y
ChooseUnique(S, P(_)) == CHOOSE x \in S : P(x) /\ \A y \in S : P(y) => y = x

\* The subsets with k elements: of the first n elements, those without the n-th and those with it.
kSubset(k, S) ==
  LET q == SetToSeq(S)
      RECURSIVE Sub(_, _)
      Sub(n, j) == IF j = 0 THEN {{}}
                   ELSE IF n < j THEN {}
                   ELSE Sub(n - 1, j) \cup {T \cup {q[n]} : T \in Sub(n - 1, j - 1)}
  IN IF k < 0 THEN {} ELSE Sub(Cardinality(S), k)

\* The sets that take one element from each of the sets.
Choices(Sets) == FoldSet(LAMBDA S, done : {T \cup {x} : T \in done, x \in S}, {{}}, Sets)
====
