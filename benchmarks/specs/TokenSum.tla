------------------------------- MODULE TokenSum -------------------------------
(* Termination detection after Safra (EWD 998): the number of messages under   *)
(* way is found by a token that adds up, from node to node, how many each has  *)
(* sent and received. Messages are under way in a bag, and the sum that the    *)
(* token carries has no bound.                                                 *)
EXTENDS Integers, Bags

CONSTANT N

VARIABLES
    active,    \* each node: whether it works
    sent,      \* each node: messages that it has sent, less those that it has received
    tainted,   \* each node: whether it has received one since the token was here
    msgs       \* a bag

vars == <<active, sent, tainted, msgs>>

Node == 0..N-1

Work(to) == [type |-> "work", to |-> to]

Token(to, sum, clean) == [type |-> "token", to |-> to, sum |-> sum, clean |-> clean]

One(m) == SetToBag({m})

Init ==
    /\ active \in [Node -> BOOLEAN]
    /\ sent = [n \in Node |-> 0]
    /\ tainted = [n \in Node |-> TRUE]
    /\ msgs = One(Token(0, 0, FALSE))

Send(n) ==
    /\ active[n]
    /\ \E to \in Node \ {n} : msgs' = msgs (+) One(Work(to))
    /\ sent' = [sent EXCEPT ![n] = @ + 1]
    /\ UNCHANGED <<active, tainted>>

Receive(n) ==
    /\ BagIn(Work(n), msgs)
    /\ msgs' = msgs (-) One(Work(n))
    /\ sent' = [sent EXCEPT ![n] = @ - 1]
    /\ active' = [active EXCEPT ![n] = TRUE]
    /\ tainted' = [tainted EXCEPT ![n] = TRUE]

Rest(n) ==
    /\ active' = [active EXCEPT ![n] = FALSE]
    /\ UNCHANGED <<sent, tainted, msgs>>

\* Node 0 begins another round, from the last node downwards, unless the token tells that all rest.
Begin ==
    \E m \in BagToSet(msgs) :
        /\ m.type = "token" /\ m.to = 0
        /\ tainted[0] \/ ~m.clean \/ m.sum + sent[0] # 0
        /\ msgs' = (msgs (-) One(m)) (+) One(Token(N - 1, 0, TRUE))
        /\ tainted' = [tainted EXCEPT ![0] = FALSE]
        /\ UNCHANGED <<active, sent>>

Pass(n) ==
    \E m \in BagToSet(msgs) :
        /\ m.type = "token" /\ m.to = n /\ ~active[n]
        /\ msgs' = (msgs (-) One(m)) (+) One(Token(n - 1, m.sum + sent[n], m.clean /\ ~tainted[n]))
        /\ tainted' = [tainted EXCEPT ![n] = FALSE]
        /\ UNCHANGED <<active, sent>>

Next ==
    \/ \E n \in Node : Send(n) \/ Receive(n) \/ Rest(n)
    \/ Begin
    \/ \E n \in Node \ {0} : Pass(n)

Spec == Init /\ [][Next]_vars

\* What the token tells when it is back at node 0.
Ended ==
    /\ ~active[0] /\ ~tainted[0]
    /\ \E m \in BagToSet(msgs) : m.type = "token" /\ m.to = 0 /\ m.clean /\ m.sum + sent[0] = 0

AllRest == Ended => \A n \in Node : ~active[n] /\ ~BagIn(Work(n), msgs)
===============================================================================
