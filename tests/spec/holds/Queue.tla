\* property: Bounded
\* property: InOrder
-------- MODULE Queue --------
EXTENDS Naturals, Sequences
VARIABLES queue, sent, received
vars == <<queue, sent, received>>
Init == queue = <<>> /\ sent = 0 /\ received = 0
Send == /\ Len(queue) < 2
        /\ sent < 4
        /\ sent' = sent + 1
        /\ queue' = Append(queue, sent + 1)
        /\ UNCHANGED received
Receive == /\ queue /= <<>>
           /\ received' = Head(queue)
           /\ queue' = Tail(queue)
           /\ UNCHANGED sent
Done == sent = 4 /\ queue = <<>> /\ UNCHANGED vars
Next == Send \/ Receive \/ Done
Spec == Init /\ [][Next]_vars
Bounded == Len(queue) <= 2
InOrder == \A i \in 1..Len(queue) : queue[i] = received + i
====
