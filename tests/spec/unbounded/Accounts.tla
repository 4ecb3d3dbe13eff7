---- MODULE Accounts ----
\* Accounts and keys of requests are numbers without bounds: every account has a balance, every key was used or not.
EXTENDS Integers

VARIABLES balance, version, used, paid

vars == <<balance, version, used, paid>>

TypeOK ==
  /\ balance \in [Nat -> Int]
  /\ version \in [Nat -> Nat]
  /\ used \in [Nat -> BOOLEAN]
  /\ paid \in [Nat -> Nat]

Init ==
  /\ balance = [a \in Nat |-> 0]
  /\ version = [a \in Nat |-> 0]
  /\ used = [key \in Nat |-> FALSE]
  /\ paid = [key \in Nat |-> 0]

Book(account, amount) ==
  /\ balance' = [balance EXCEPT ![account] = @ + amount]
  /\ version' = [version EXCEPT ![account] = @ + 1]

Pay(key, account, amount) ==
  /\ ~used[key]
  /\ Book(account, amount)
  /\ used' = [used EXCEPT ![key] = TRUE]
  /\ paid' = [paid EXCEPT ![key] = @ + 1]

\* A retry that does not look whether its key was used before.
Retry(key, account, amount) ==
  /\ version[account] > 0
  /\ Book(account, amount)
  /\ paid' = [paid EXCEPT ![key] = @ + 1]
  /\ UNCHANGED used

Withdraw(account, amount) ==
  /\ amount <= balance[account]
  /\ Book(account, -amount)
  /\ UNCHANGED <<used, paid>>

Next ==
  \E account, amount \in Nat :
    \/ \E key \in Nat : Pay(key, account, amount)
    \/ Withdraw(account, amount)

Careless == Next \/ \E key, account, amount \in Nat : Retry(key, account, amount)

NoDebt == \A account \in DOMAIN balance : balance[account] >= 0
Once == \A key \in Nat : paid[key] <= 1
Untouched == \E account \in Nat : version[account] = 0
Moved == balance # [[a \in Nat |-> 0] EXCEPT ![3] = 5, ![4] = 6]
====
