---------------------------- MODULE TwoPhaseCommit ----------------------------
(***************************************************************************)
(* Two-phase commit with a coordinator that crashes and recovers.          *)
(*                                                                         *)
(* What it is for.  One transaction touches several databases (or          *)
(* services), and either all of them commit it or all of them abort it.  A *)
(* coordinator asks everybody to vote; only if all vote yes does it decide *)
(* to commit, and then it tells everybody.                                 *)
(*                                                                         *)
(* What goes wrong in practice.  Between the two phases a participant that *)
(* has voted yes is in doubt: it can neither commit nor abort by itself,   *)
(* and keeps its locks until it hears the decision.  Two shortcuts look    *)
(* harmless and are not:                                                   *)
(*  - the coordinator sends its decision before the decision is safely on  *)
(*    disk, crashes, finds no decision in its log, and aborts what it has  *)
(*    already told somebody to commit (TwoPhaseCommitForgetful);           *)
(*  - a participant that waits for too long gives up and aborts, though it *)
(*    had voted yes (TwoPhaseCommitImpatient).                             *)
(*                                                                         *)
(* What catches it.  Agreement: no participant commits while another one   *)
(* aborts.  An action property, DecisionsAreFinal, says that nobody ever   *)
(* changes a decision, and a liveness property, Termination, that all      *)
(* decide in the end if the coordinator keeps coming back.                 *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Take WF_vars(Recover) out of Fairness: Termination is violated by a  *)
(*    behavior in which the coordinator stays down and the participants    *)
(*    stay in doubt.  That is the price of two-phase commit.               *)
(*  - Let Recover of a coordinator without a logged decision go on with    *)
(*    collecting votes.  Is that safe?  Does everybody still decide?       *)
(*  - Let messages get lost: remove them from msgs at any time.  Which     *)
(*    properties survive?                                                  *)
(***************************************************************************)

CONSTANT Participants

VARIABLES
    participant,  \* each participant: "working", "prepared", "committed", "aborted"
    coordinator,  \* "collecting", "committing", "aborting" or "down"
    log,          \* the coordinator's disk: "none", "commit" or "abort"
    yesVotes,     \* the coordinator's memory: who has voted yes
    msgs          \* all messages ever sent; any of them may be received, again and again

vars == <<participant, coordinator, log, yesVotes, msgs>>

Vote == [type : {"yes", "no"}, from : Participants]
Decision == [type : {"commit", "abort"}]

TypeOK ==
    /\ participant \in [Participants -> {"working", "prepared", "committed", "aborted"}]
    /\ coordinator \in {"collecting", "committing", "aborting", "down"}
    /\ log \in {"none", "commit", "abort"}
    /\ yesVotes \subseteq Participants
    /\ msgs \subseteq Vote \cup Decision

Init ==
    /\ participant = [p \in Participants |-> "working"]
    /\ coordinator = "collecting"
    /\ log = "none"
    /\ yesVotes = {}
    /\ msgs = {}

Send(m) == msgs' = msgs \cup {m}

-----------------------------------------------------------------------------
(* The participants. *)

\* From here on the participant has promised to commit if it is told so.
VoteYes(p) ==
    /\ participant[p] = "working"
    /\ participant' = [participant EXCEPT ![p] = "prepared"]
    /\ Send([type |-> "yes", from |-> p])
    /\ UNCHANGED <<coordinator, log, yesVotes>>

\* Before it has voted a participant is free to abort.
VoteNo(p) ==
    /\ participant[p] = "working"
    /\ participant' = [participant EXCEPT ![p] = "aborted"]
    /\ Send([type |-> "no", from |-> p])
    /\ UNCHANGED <<coordinator, log, yesVotes>>

HearCommit(p) ==
    /\ participant[p] = "prepared"
    /\ [type |-> "commit"] \in msgs
    /\ participant' = [participant EXCEPT ![p] = "committed"]
    /\ UNCHANGED <<coordinator, log, yesVotes, msgs>>

HearAbort(p) ==
    /\ participant[p] \in {"working", "prepared"}
    /\ [type |-> "abort"] \in msgs
    /\ participant' = [participant EXCEPT ![p] = "aborted"]
    /\ UNCHANGED <<coordinator, log, yesVotes, msgs>>

-----------------------------------------------------------------------------
(* The coordinator. *)

HearYes(p) ==
    /\ coordinator = "collecting"
    /\ [type |-> "yes", from |-> p] \in msgs
    /\ yesVotes' = yesVotes \cup {p}
    /\ UNCHANGED <<participant, coordinator, log, msgs>>

\* The decision goes to the log before anybody hears of it.
DecideCommit ==
    /\ coordinator = "collecting"
    /\ yesVotes = Participants
    /\ coordinator' = "committing"
    /\ log' = "commit"
    /\ UNCHANGED <<participant, yesVotes, msgs>>

HearNo(p) ==
    /\ coordinator = "collecting"
    /\ [type |-> "no", from |-> p] \in msgs
    /\ coordinator' = "aborting"
    /\ log' = "abort"
    /\ UNCHANGED <<participant, yesVotes, msgs>>

SendDecision ==
    /\ \/ coordinator = "committing" /\ Send([type |-> "commit"])
       \/ coordinator = "aborting" /\ Send([type |-> "abort"])
    /\ UNCHANGED <<participant, coordinator, log, yesVotes>>

\* Only the log survives.
Crash ==
    /\ coordinator # "down"
    /\ coordinator' = "down"
    /\ yesVotes' = {}
    /\ UNCHANGED <<participant, log, msgs>>

\* Without a decision in the log nobody can have been told to commit: it is safe to abort.
Recover ==
    /\ coordinator = "down"
    /\ log' = IF log = "none" THEN "abort" ELSE log
    /\ coordinator' = IF log' = "commit" THEN "committing" ELSE "aborting"
    /\ UNCHANGED <<participant, yesVotes, msgs>>

-----------------------------------------------------------------------------
ParticipantStep(p) == VoteYes(p) \/ VoteNo(p) \/ HearCommit(p) \/ HearAbort(p)

CoordinatorStep ==
    \/ \E p \in Participants : HearYes(p) \/ HearNo(p)
    \/ DecideCommit
    \/ SendDecision

Next ==
    \/ \E p \in Participants : ParticipantStep(p)
    \/ CoordinatorStep
    \/ Crash
    \/ Recover

Spec == Init /\ [][Next]_vars

\* The coordinator may crash as often as it likes, but it comes back each time, and the decision that it
\* tries to send again and again does get out.
Fairness ==
    /\ \A p \in Participants : WF_vars(ParticipantStep(p))
    /\ \A p \in Participants : WF_vars(HearYes(p)) /\ WF_vars(HearNo(p))
    /\ WF_vars(DecideCommit)
    /\ SF_vars(SendDecision)
    /\ WF_vars(Recover)

LiveSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* What is checked. *)

Agreement ==
    \A p, q \in Participants : ~(participant[p] = "committed" /\ participant[q] = "aborted")

\* Nobody commits unless everybody has voted yes.
CommitNeedsEveryVote ==
    \A p \in Participants :
        participant[p] = "committed"
            => \A q \in Participants : [type |-> "yes", from |-> q] \in msgs

DecisionsAreFinal ==
    [][\A p \in Participants :
        participant[p] \in {"committed", "aborted"} => participant'[p] = participant[p]]_vars

Termination == <>(\A p \in Participants : participant[p] \in {"committed", "aborted"})
=============================================================================
