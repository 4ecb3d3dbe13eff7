\* property: Short
\* kind: invariant
\* depth: 4
-------- MODULE LongWord --------
EXTENDS Integers, Sequences
VARIABLE word
Words(S, most) == UNION {[1..n -> S] : n \in 0..most}
Init == word = <<>>
Next == (\E letter \in 1..2 : Len(word) < 6 /\ word' = Append(word, letter)) \/ (Len(word) = 6 /\ UNCHANGED word)
Short == word \in {w \in Words(1..9, 11) : Len(w) /= 4}
====
