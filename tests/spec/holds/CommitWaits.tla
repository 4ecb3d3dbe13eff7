\* property: AllOrNothing
-------- MODULE CommitWaits --------
CONSTANT Participants
VARIABLES decision, up, votes, state
vars == <<decision, up, votes, state>>
Init == /\ decision = "none"
        /\ up = TRUE
        /\ votes = {}
        /\ state = [p \in Participants |-> "working"]
VoteYes(p) == /\ state[p] = "working"
              /\ state' = [state EXCEPT ![p] = "prepared"]
              /\ votes' = votes \cup {p}
              /\ UNCHANGED <<decision, up>>
VoteNo(p) == /\ state[p] = "working"
             /\ state' = [state EXCEPT ![p] = "aborted"]
             /\ UNCHANGED <<decision, up, votes>>
Decide(d) == /\ up
             /\ decision = "none"
             /\ d = "commit" => votes = Participants
             /\ decision' = d
             /\ UNCHANGED <<up, votes, state>>
Crash == up /\ up' = FALSE /\ UNCHANGED <<decision, votes, state>>
Recover == ~up /\ up' = TRUE /\ UNCHANGED <<decision, votes, state>>
Learn(p) == /\ up
            /\ state[p] = "prepared"
            /\ decision /= "none"
            /\ state' = [state EXCEPT ![p] = IF decision = "commit" THEN "committed" ELSE "aborted"]
            /\ UNCHANGED <<decision, up, votes>>
Next == \/ \E d \in {"commit", "abort"} : Decide(d)
        \/ Crash
        \/ Recover
        \/ \E p \in Participants : VoteYes(p) \/ VoteNo(p) \/ Learn(p)
Spec == Init /\ [][Next]_vars
AllOrNothing == \A p, q \in Participants : ~(state[p] = "committed" /\ state[q] = "aborted")
====
