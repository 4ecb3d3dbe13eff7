-------------------------- MODULE LeaseLockUnfenced --------------------------
(***************************************************************************)
(* LeaseLock with a bug: storage forgets the fencing check.                *)
(*                                                                         *)
(* This is the lock as it is most often built: tokens may even be sent,    *)
(* but storage does not compare them.  NoStaleWrite is violated in seven   *)
(* steps: a client takes the lock and is paused, its lease runs out, a     *)
(* second client takes the lock and writes, the first wakes up and writes  *)
(* over it.                                                                *)
(*                                                                         *)
(* Reading the counterexample: writer < highest in the last state, that is *)
(* the lost update; the cause is the Expire step, after which holder and   *)
(* mode tell two different stories.                                        *)
(***************************************************************************)
EXTENDS LeaseLock

\* As Write, without the line that compares token[c] with highest.
UncheckedWrite(c) ==
    /\ mode[c] = "working"
    /\ highest' = IF token[c] > highest THEN token[c] ELSE highest
    /\ writer' = token[c]
    /\ UNCHANGED <<service, clients>>

UnfencedNext ==
    \E c \in Clients :
        \/ Acquire(c) \/ Release(c) \/ Expire(c)
        \/ Pause(c) \/ Wake(c)
        \/ UncheckedWrite(c)

UnfencedSpec == Init /\ [][UnfencedNext]_vars
=============================================================================
