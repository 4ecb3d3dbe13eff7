---- MODULE JobQueue ----
(* Jobs wait, are worked on, and are done; how many there were of each is counted without an end. *)
EXTENDS Integers, Sequences
CONSTANTS Workers, Jobs
VARIABLES queue, state, sent, busy, done
Init == queue = <<>> /\ state = [w \in Workers |-> "idle"] /\ sent = 0 /\ busy = 0 /\ done = 0
Send == \E j \in Jobs : Len(queue) < 3 /\ queue' = Append(queue, j) /\ sent' = sent + 1 /\ UNCHANGED <<state, busy, done>>
Take(w) == state[w] = "idle" /\ queue # <<>> /\ queue' = Tail(queue)
    /\ state' = [state EXCEPT ![w] = "busy"] /\ busy' = busy + 1 /\ UNCHANGED <<sent, done>>
Finish(w) == state[w] = "busy" /\ state' = [state EXCEPT ![w] = "idle"]
    /\ busy' = busy - 1 /\ done' = done + 1 /\ UNCHANGED <<queue, sent>>
Crash(w) == state[w] = "busy" /\ state' = [state EXCEPT ![w] = "idle"] /\ busy' = busy - 1 /\ UNCHANGED <<queue, sent, done>>
Next == Send \/ \E w \in Workers : Take(w) \/ Finish(w)
Careless == Next \/ \E w \in Workers : Crash(w)
NothingLost == done <= sent /\ sent <= done + 3 + busy /\ busy <= 2
====
