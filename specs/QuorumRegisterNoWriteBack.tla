----------------------- MODULE QuorumRegisterNoWriteBack -----------------------
(***************************************************************************)
(* QuorumRegister with a bug: a read returns as soon as a majority has     *)
(* answered.                                                               *)
(*                                                                         *)
(* This is a quorum read as most stores do it by default.  NeverBack is    *)
(* violated in ten steps: a write has reached one replica, one reader asks *)
(* that one and returns the new version, the next reader asks the other    *)
(* two and returns the old one.                                            *)
(***************************************************************************)
EXTENDS QuorumRegister

ReturnAtOnce(c) ==
    /\ phase[c] = "asking"
    /\ IsQuorum(reached[c])
    /\ phase' = [phase EXCEPT ![c] = "done"]
    /\ floor' = Larger(floor, best[c])
    /\ UNCHANGED <<version, writer, best, reached, least>>

NoWriteBackNext ==
    \/ BeginWrite \/ EndWrite
    \/ \E r \in Replicas : WriteTo(r)
    \/ \E c \in Readers :
        \/ BeginRead(c) \/ ReturnAtOnce(c)
        \/ \E r \in Replicas : AskReplica(c, r)

NoWriteBackSpec == Init /\ [][NoWriteBackNext]_vars
=============================================================================
