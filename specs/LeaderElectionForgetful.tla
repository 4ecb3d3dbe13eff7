----------------------- MODULE LeaderElectionForgetful -----------------------
(***************************************************************************)
(* LeaderElection with a bug: the vote is kept in memory only, and is lost *)
(* when a server restarts.                                                 *)
(*                                                                         *)
(* A server votes, restarts, and votes for another candidate in the same   *)
(* term: both candidates have a majority.  OneLeaderPerTerm is violated.   *)
(*                                                                         *)
(* LeaderElectionForgetfulVote.cfg checks VotesAreFinal in its place.  Its *)
(* counterexample is shorter, as it ends with the very restart that loses  *)
(* the vote: a property closer to the cause saves reading.                 *)
(***************************************************************************)
EXTENDS LeaderElection

\* As Restart, but the vote is gone too.
ForgetfulRestart(s) ==
    /\ role' = [role EXCEPT ![s] = "follower"]
    /\ votedFor' = [votedFor EXCEPT ![s] = Nobody]
    /\ UNCHANGED <<term, msgs>>

ForgetfulNext ==
    \E s \in Servers :
        \/ Timeout(s)
        \/ Learn(s)
        \/ \E c \in Servers : Vote(s, c)
        \/ BecomeLeader(s)
        \/ ForgetfulRestart(s)

ForgetfulSpec == Init /\ [][ForgetfulNext]_vars
=============================================================================
