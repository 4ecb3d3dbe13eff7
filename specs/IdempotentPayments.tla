-------------------------- MODULE IdempotentPayments --------------------------
(***************************************************************************)
(* Payments with retries, and a key that makes a retry harmless.           *)
(*                                                                         *)
(* What it is for.  A client asks a service to take money from an account. *)
(* If no answer comes it asks again: it cannot know whether the request,   *)
(* the work or only the answer was lost.  Each payment has a key that all  *)
(* of its retries carry, and the service remembers the keys of payments    *)
(* that it has made.                                                       *)
(*                                                                         *)
(* What goes wrong in practice.  The key is remembered, but not in the     *)
(* transaction that moves the money.  Then a crash between the two charges *)
(* the customer twice.  Or the key is looked up first and the money moved  *)
(* later: two workers that handle two retries at once both find no key.    *)
(*                                                                         *)
(* What catches it.  ChargedOnce: no payment is charged twice.  It holds   *)
(* here because one transaction looks for the key, moves the money and     *)
(* stores the key.  IdempotentPaymentsTwoWrites stores the key in a second *)
(* transaction, IdempotentPaymentsRace looks for it too early; each        *)
(* charges twice, the one after a crash, the other with none at all.       *)
(*                                                                         *)
(* What to try next.                                                       *)
(*  - Let the service forget old keys (take one out of keys).  How long    *)
(*    must it remember them, in terms of what the clients do?              *)
(*  - Let the client make a new key for each retry.  Which property tells? *)
(*  - Check Answered without the fairness of Answer (take it out of        *)
(*    LiveSpec): which step is it that never happens?                      *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    Payments,    \* the payments that clients want to make; also their keys
    Workers,     \* the processes of the service, which share one database
    Nothing,     \* "the worker is idle"
    Price        \* what each payment costs

ASSUME Nothing \notin Payments

VARIABLES
    requests,    \* network: the keys of requests sent; each may arrive many times, or never
    answers,     \* network: the keys of payments that were answered
    job,         \* each worker: the key it works on, in memory only
    keys,        \* database: the keys of payments made
    balance,     \* database: what is left in the account; it may be overdrawn
    charged      \* how often each payment was charged; for the properties only

memory == <<job>>
database == <<keys, balance, charged>>
vars == <<requests, answers, job, keys, balance, charged>>

TypeOK ==
    /\ requests \subseteq Payments
    /\ answers \subseteq Payments
    /\ job \in [Workers -> Payments \cup {Nothing}]
    /\ keys \subseteq Payments
    /\ balance \in Int
    /\ charged \in [Payments -> Nat]

Init ==
    /\ requests = {}
    /\ answers = {}
    /\ job = [w \in Workers |-> Nothing]
    /\ keys = {}
    /\ balance = 0
    /\ charged = [p \in Payments |-> 0]

-----------------------------------------------------------------------------
(* Clients.  A retry is not a step of its own: what was sent can be        *)
(* received any number of times.                                           *)

Request(p) ==
    /\ p \notin requests
    /\ requests' = requests \cup {p}
    /\ UNCHANGED <<answers, job, database>>

-----------------------------------------------------------------------------
(* The service. *)

Receive(w, p) ==
    /\ p \in requests
    /\ job[w] = Nothing
    /\ job' = [job EXCEPT ![w] = p]
    /\ UNCHANGED <<requests, answers, database>>

\* One transaction: is the key there?  If not, move the money and store the key.
Pay(w) ==
    /\ job[w] # Nothing
    /\ job[w] \notin keys
    /\ keys' = keys \cup {job[w]}
    /\ balance' = balance - Price
    /\ charged' = [charged EXCEPT ![job[w]] = @ + 1]
    /\ UNCHANGED <<requests, answers, job>>

\* What was paid, now or before, is answered in the same way.
Answer(w) ==
    /\ job[w] # Nothing
    /\ job[w] \in keys
    /\ answers' = answers \cup {job[w]}
    /\ job' = [job EXCEPT ![w] = Nothing]
    /\ UNCHANGED <<requests, database>>

\* A crash takes what is in memory.  The database is left as it is.
Crash(w) ==
    /\ job[w] # Nothing
    /\ job' = [job EXCEPT ![w] = Nothing]
    /\ UNCHANGED <<requests, answers, database>>

-----------------------------------------------------------------------------
Next ==
    \/ \E p \in Payments : Request(p)
    \/ \E w \in Workers : \/ \E p \in Payments : Receive(w, p)
                          \/ Pay(w) \/ Answer(w) \/ Crash(w)

Spec == Init /\ [][Next]_vars

\* Some worker gets through at last, if each payment keeps being retried.
LiveSpec ==
    /\ Spec
    /\ \A p \in Payments, w \in Workers : SF_vars(Receive(w, p) /\ p \notin answers)
    /\ \A w \in Workers : SF_vars(Pay(w)) /\ SF_vars(Answer(w))

-----------------------------------------------------------------------------
(* What is checked. *)

ChargedOnce == \A p \in Payments : charged[p] <= 1

\* Who got an answer has paid.
AnswersAreTrue == \A p \in answers : charged[p] >= 1

\* A key stands for the payment: neither is there without the other.
KeysTellTheTruth == keys = {p \in Payments : charged[p] > 0}

\* What is asked for is answered in the end.
Answered == \A p \in Payments : (p \in requests) ~> (p \in answers)
=============================================================================
