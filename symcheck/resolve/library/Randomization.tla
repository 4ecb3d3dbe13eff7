---- MODULE Randomization ----
\* Random subsets.
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC
RandomSubset(k, S) ==
  LET RECURSIVE Pick(_, _)
      Pick(n, T) == IF n = 0 THEN {} ELSE LET x == RandomElement(T) IN {x} \cup Pick(n - 1, T \ {x})
  IN Pick(k, S)
\* Up to k subsets of n elements on the average.
RandomSetOfSubsets(k, n, S) ==
  LET RECURSIVE Pick(_)
      Pick(j) == IF j = 0 THEN {}
                 ELSE {{x \in S : RandomElement(1..Cardinality(S)) \in 1..n}} \cup Pick(j - 1)
  IN IF S = {} THEN {{}} ELSE Pick(k)
====
