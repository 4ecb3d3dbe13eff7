--------------------- MODULE IdempotentPaymentsTwoWrites ---------------------
(***************************************************************************)
(* IdempotentPayments with a bug: the money moves in one transaction, the  *)
(* key is stored in the next.                                              *)
(*                                                                         *)
(* It looks harmless, as both lines stand beside each other in the code.   *)
(* ChargedOnce is violated in six steps, with one worker: a request        *)
(* arrives, the money moves, the worker crashes, the retry arrives and     *)
(* finds no key, and the money moves again.                                *)
(*                                                                         *)
(* Reading the counterexample: charged is 2 in the last state; keys and    *)
(* charged begin to tell different stories at the first Debit.             *)
(***************************************************************************)
EXTENDS IdempotentPayments

VARIABLE debited   \* each worker: has it come past the first transaction?  In memory only

twoVars == <<vars, debited>>

Debit(w) ==
    /\ job[w] # Nothing
    /\ job[w] \notin keys
    /\ ~debited[w]
    /\ balance' = balance - Price
    /\ charged' = [charged EXCEPT ![job[w]] = @ + 1]
    /\ debited' = [debited EXCEPT ![w] = TRUE]
    /\ UNCHANGED <<requests, answers, job, keys>>

Remember(w) ==
    /\ debited[w]
    /\ keys' = keys \cup {job[w]}
    /\ debited' = [debited EXCEPT ![w] = FALSE]
    /\ UNCHANGED <<requests, answers, job, balance, charged>>

CrashBetween(w) ==
    /\ Crash(w)
    /\ debited' = [debited EXCEPT ![w] = FALSE]

TwoWritesNext ==
    \/ \E p \in Payments : Request(p) /\ UNCHANGED debited
    \/ \E w \in Workers :
        \/ \E p \in Payments : Receive(w, p) /\ UNCHANGED debited
        \/ Answer(w) /\ UNCHANGED debited
        \/ Debit(w) \/ Remember(w) \/ CrashBetween(w)

TwoWritesSpec == Init /\ debited = [w \in Workers |-> FALSE] /\ [][TwoWritesNext]_twoVars
=============================================================================
