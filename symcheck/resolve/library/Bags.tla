---- MODULE Bags ----
\* Bags as functions to the positive numbers of copies (Specifying Systems, section 18.5).
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE TLC

\* The empty bag is the empty sequence too, in whose domain 1..0 only numbers can be looked for.
LOCAL Elements(B) == DOMAIN B \cup {}
IsABag(B) == \A e \in DOMAIN B : B[e] \in Nat \ {0}
BagToSet(B) == DOMAIN B
SetToBag(S) == [e \in S |-> 1]
EmptyBag == SetToBag({})
BagIn(e, B) == e \in Elements(B)
CopiesIn(e, B) == IF e \in Elements(B) THEN B[e] ELSE 0
\* What one bag does not have is as it was in the other, which is mostly much larger.
B (+) C == [e \in DOMAIN C |-> CopiesIn(e, B) + C[e]] @@ B
B (-) C ==
  LET both == Elements(B) \cap Elements(C)
      left == [e \in both |-> B[e] - C[e]] @@ B
      none == {d \in both : B[d] =< C[d]} \cup {d \in DOMAIN B \ both : B[d] =< 0}
  IN [e \in DOMAIN B \ none |-> left[e]]
BagUnion(S) == FoldSet(LAMBDA B, done : B (+) done, EmptyBag, S)
B \sqsubseteq C == \A e \in DOMAIN B : e \in Elements(C) /\ B[e] =< C[e]
SubBag(B) ==
  FoldSet(LAMBDA e, done : done \cup {C @@ (e :> n) : C \in done, n \in 1..B[e]}, {EmptyBag}, DOMAIN B)
BagOfAll(F(_), B) ==
  [e \in {F(d) : d \in DOMAIN B} |-> FoldSet(LAMBDA d, done : B[d] + done, 0, {d \in DOMAIN B : F(d) = e})]
BagCardinality(B) == FoldSet(LAMBDA e, done : B[e] + done, 0, DOMAIN B)
====
