-------------------------- MODULE LeaderElectionHalf --------------------------
(***************************************************************************)
(* LeaderElection with a bug: half of the servers count as a quorum.       *)
(*                                                                         *)
(* With an odd number of servers nobody notices, as half of three is never *)
(* met exactly; then somebody adds a fourth server.  The configuration     *)
(* puts HalfIsEnough in the place of IsQuorum and takes four servers: two  *)
(* of them elect one leader, the other two another.                        *)
(*                                                                         *)
(* Reading the counterexample: the voters of the two leaders are disjoint. *)
(* Any two quorums must share a server, and that server votes only once;   *)
(* this is all that the proof of OneLeaderPerTerm needs of IsQuorum.       *)
(***************************************************************************)
EXTENDS LeaderElection

HalfIsEnough(votes) == 2 * Cardinality(votes) >= Cardinality(Servers)
=============================================================================
