\* property: Served
\* kind: temporal
-------- MODULE NeverServed --------
(* The lock is always free again, but only for a moment: weak fairness does not serve the second client. *)
VARIABLES lock, waiting
vars == <<lock, waiting>>
Init == lock = "free" /\ waiting = FALSE
Ask == ~waiting /\ waiting' = TRUE /\ UNCHANGED lock
Take == lock = "free" /\ lock' = "first" /\ UNCHANGED waiting
Release == lock = "first" /\ lock' = "free" /\ UNCHANGED waiting
Serve == lock = "free" /\ waiting /\ waiting' = FALSE /\ UNCHANGED lock
Next == Ask \/ Take \/ Release \/ Serve
Spec == Init /\ [][Next]_vars /\ WF_vars(Take) /\ WF_vars(Release) /\ WF_vars(Serve)
Served == waiting ~> ~waiting
====
