------------------------------- MODULE JobQueue -------------------------------
(***************************************************************************)
(* A job queue with workers that crash, and the numbers that its operators *)
(* look at.                                                                *)
(*                                                                         *)
(* What it is for.  A service accepts jobs into a queue of limited length; *)
(* workers take them, finish them, or crash, and a job whose worker has    *)
(* crashed goes to the dead letters.  Counters say how many jobs there     *)
(* were: accepted, done, failed.  A gauge says how many workers are busy;  *)
(* dashboards, alerts and autoscaling rely on all of them.                 *)
(*                                                                         *)
(* What goes wrong in practice.  The gauge goes up where a job is started  *)
(* and down where it is finished, and nobody thinks of the crash: after a  *)
(* week there are more busy workers than workers.  Or the job of a crashed *)
(* worker is simply gone, and no number says so.                           *)
(*                                                                         *)
(* What catches it.  NeverTooBusy: no more workers are busy than there     *)
(* are.  AllAccountedFor: once nothing is going on, every job that was     *)
(* accepted is done or has failed.  BacklogIsBounded: so many jobs are     *)
(* open at the most.  The counters have no bounds, so the states cannot be *)
(* listed: a proof has to find out what adds up.  Run                      *)
(*     symcheck check specs/JobQueue.tla                                   *)
(* and read what every step keeps.  JobQueueStuckGauge forgets the gauge   *)
(* in a crash, JobQueueLostJob the dead letter.                            *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Let a job that has failed be tried again, once.  Which law do you    *)
(*    expect now, and is it the one that is found?                         *)
(*  - Let a worker take two jobs at a time.                                *)
(*  - Leave out AllAccountedFor.  How much later is the lost job found?    *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Workers,     \* who does the jobs
    Jobs,        \* the kinds of jobs
    Capacity     \* so many jobs wait at the most

VARIABLES
    queue,       \* the jobs that wait, in order
    state,       \* what each worker does
    busy,        \* gauge: how many workers do something
    accepted,    \* counter: jobs that were put into the queue
    done,        \* counter: jobs that were finished
    failed       \* counter: jobs that went to the dead letters

vars == <<queue, state, busy, accepted, done, failed>>

TypeOK ==
    /\ queue \in Seq(Jobs)
    /\ state \in [Workers -> {"idle", "busy"}]
    /\ busy \in Int
    /\ accepted \in Nat
    /\ done \in Nat
    /\ failed \in Nat

NeverTooBusy == busy <= Cardinality(Workers)

AllAccountedFor ==
    (queue = <<>> /\ \A w \in Workers : state[w] = "idle") => accepted = done + failed

BacklogIsBounded == accepted - done - failed <= Capacity + Cardinality(Workers)

-----------------------------------------------------------------------------

Init ==
    /\ queue = <<>>
    /\ state = [w \in Workers |-> "idle"]
    /\ busy = 0
    /\ accepted = 0
    /\ done = 0
    /\ failed = 0

Accept(j) ==
    /\ Len(queue) < Capacity
    /\ queue' = Append(queue, j)
    /\ accepted' = accepted + 1
    /\ UNCHANGED <<state, busy, done, failed>>

Start(w) ==
    /\ state[w] = "idle"
    /\ queue # <<>>
    /\ queue' = Tail(queue)
    /\ state' = [state EXCEPT ![w] = "busy"]
    /\ busy' = busy + 1
    /\ UNCHANGED <<accepted, done, failed>>

Finish(w) ==
    /\ state[w] = "busy"
    /\ state' = [state EXCEPT ![w] = "idle"]
    /\ busy' = busy - 1
    /\ done' = done + 1
    /\ UNCHANGED <<queue, accepted, failed>>

Crash(w) ==
    /\ state[w] = "busy"
    /\ state' = [state EXCEPT ![w] = "idle"]
    /\ busy' = busy - 1
    /\ failed' = failed + 1
    /\ UNCHANGED <<queue, accepted, done>>

Next ==
    \/ \E j \in Jobs : Accept(j)
    \/ \E w \in Workers : Start(w) \/ Finish(w) \/ Crash(w)

Spec == Init /\ [][Next]_vars
=============================================================================
