\* property: definedness
\* kind: definedness
\* code: D002
\* depth: 2
-------- MODULE EmptyHead --------
EXTENDS Naturals, Sequences
VARIABLES queue, last
Init == queue = <<1, 2>> /\ last = 0
Next == last' = Head(queue) /\ queue' = Tail(queue)
Fine == last <= 2
====
