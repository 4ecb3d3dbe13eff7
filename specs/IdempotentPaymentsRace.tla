------------------------ MODULE IdempotentPaymentsRace ------------------------
(***************************************************************************)
(* IdempotentPayments with a bug: the key is looked for when the request   *)
(* arrives, and not again in the transaction that moves the money.         *)
(*                                                                         *)
(* "if not seen(key): charge()" is this bug, on any database, as soon as   *)
(* two workers run it.  ChargedOnce is violated in five steps without any  *)
(* crash: two retries of one payment are received by two workers before    *)
(* either has paid.                                                        *)
(*                                                                         *)
(* The cure is not a lock in one process, but a transaction, or a unique   *)
(* index on the key, so that the second insert fails.                      *)
(***************************************************************************)
EXTENDS IdempotentPayments

ReceiveNew(w, p) ==
    /\ p \notin keys                \* seen before?
    /\ Receive(w, p)

\* As Pay, without asking for the key.
PayWithoutLooking(w) ==
    /\ job[w] # Nothing
    /\ keys' = keys \cup {job[w]}
    /\ balance' = balance - Price
    /\ charged' = [charged EXCEPT ![job[w]] = @ + 1]
    /\ answers' = answers \cup {job[w]}
    /\ job' = [job EXCEPT ![w] = Nothing]
    /\ UNCHANGED requests

RaceNext ==
    \/ \E p \in Payments : Request(p)
    \/ \E w \in Workers : \/ \E p \in Payments : ReceiveNew(w, p)
                          \/ PayWithoutLooking(w) \/ Crash(w)

RaceSpec == Init /\ [][RaceNext]_vars
=============================================================================
