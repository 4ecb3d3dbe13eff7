---- MODULE Randomization ----
\* Random subsets.
LOCAL INSTANCE Naturals
LOCAL INSTANCE TLC
RandomSubset(k, S) ==
  LET RECURSIVE Pick(_, _)
      Pick(n, T) == IF n = 0 THEN {} ELSE LET x == RandomElement(T) IN {x} \cup Pick(n - 1, T \ {x})
  IN Pick(k, S)
====
