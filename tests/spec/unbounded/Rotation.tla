---- MODULE Rotation ----
(* A turn goes round; what was served is counted without a bound, so the states cannot be listed. *)
EXTENDS Naturals
CONSTANT Clients
VARIABLES turn, waiting, served
vars == <<turn, waiting, served>>

Client == 0..Clients - 1

Init == turn = 0 /\ waiting = [c \in Client |-> FALSE] /\ served = 0
Ask(c) == ~waiting[c] /\ waiting' = [waiting EXCEPT ![c] = TRUE] /\ UNCHANGED <<turn, served>>
Serve(c) ==
    /\ turn = c /\ waiting[c]
    /\ waiting' = [waiting EXCEPT ![c] = FALSE]
    /\ served' = served + 1
    /\ turn' = (c + 1) % Clients
Pass(c) == turn = c /\ ~waiting[c] /\ turn' = (c + 1) % Clients /\ UNCHANGED <<waiting, served>>

Next == \E c \in Client : Ask(c) \/ Serve(c) \/ Pass(c)
Fair == Init /\ [][Next]_vars /\ \A c \in Client : WF_vars(Serve(c)) /\ WF_vars(Pass(c))
NobodyPasses == Init /\ [][Next]_vars /\ \A c \in Client : WF_vars(Serve(c))

EveryoneIsServed == \A c \in Client : waiting[c] ~> ~waiting[c]
SomebodyIsServed == (\E c \in Client : waiting[c]) ~> (\A c \in Client : ~waiting[c])
====
