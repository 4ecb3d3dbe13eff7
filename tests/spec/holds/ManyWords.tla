\* property: Typed
-------- MODULE ManyWords --------
EXTENDS Integers, Sequences
CONSTANT None
VARIABLES word, shelf
Words(S, most) == UNION {[1..n -> S] : n \in 0..most}
Init == word = <<>> /\ shelf = [place \in 0..2 |-> None]
Write(letter) == Len(word) < 3 /\ word' = Append(word, letter) /\ UNCHANGED shelf
Put(place) == word /= <<>> /\ shelf' = [shelf EXCEPT ![place] = Head(word)] /\ word' = Tail(word)
Next == (\E letter \in 1..2 : Write(letter)) \/ \E place \in 0..2 : Put(place)
Typed ==
  /\ word \in Words(0..9, 12)
  /\ shelf \in UNION {[0..2 -> Nat \cup {None}]}
  /\ [letters |-> word] \in [letters : UNION {Words(Nat, 4), {<<>>}}]
====
