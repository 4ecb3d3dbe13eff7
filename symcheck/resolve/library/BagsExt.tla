---- MODULE BagsExt ----
\* More about bags.
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE TLC

BagAdd(B, x) == (x :> CopiesIn(x, B) + 1) @@ B
BagRemove(B, x) ==
  [e \in {d \in DOMAIN B : d /= x \/ B[d] > 1} |-> IF e = x THEN B[e] - 1 ELSE B[e]]
BagRemoveAll(B, x) == [e \in DOMAIN B \ {x} |-> B[e]]

\* All copies of an element are taken one after another.
LOCAL Copies(op(_, _), x, n, base) ==
  LET RECURSIVE Times(_)
      Times(k) == IF k = 0 THEN base ELSE op(x, Times(k - 1))
  IN Times(n)
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET RECURSIVE Rest(_)
      Rest(S) == IF S = {} THEN base ELSE LET x == choose(S) IN Copies(op, f(x), B[x], Rest(S \ {x}))
  IN Rest(DOMAIN B)
FoldBag(op(_, _), base, B) == FoldSet(LAMBDA x, done : Copies(op, x, B[x], done), base, DOMAIN B)
SumBag(B) == FoldSet(LAMBDA x, done : x * B[x] + done, 0, DOMAIN B)
ProductBag(B) == FoldBag(LAMBDA x, done : x * done, 1, B)
====
