---- MODULE Ledger ----
\* Accounts are opened under any number and paid any amount: what may be a key is not known beforehand.
EXTENDS Integers, TLC, FiniteSets, FiniteSetsExt
VARIABLES ledger, last
Init == ledger = [x \in {} |-> 0] /\ last = 0
Open(id) == id \notin DOMAIN ledger /\ ledger' = ledger @@ (id :> 0) /\ last' = id
Pay(id, amount) == ledger' = [ledger EXCEPT ![id] = @ + amount] /\ last' = id
Close(id) == ledger[id] = 0 /\ ledger' = [k \in DOMAIN ledger \ {id} |-> ledger[k]] /\ UNCHANGED last
Next == \/ \E id \in Nat : Open(id)
        \/ \E id \in DOMAIN ledger, amount \in Int : amount # 0 /\ Pay(id, amount)
        \/ \E id \in DOMAIN ledger : Close(id)
TypeOK == \A k \in DOMAIN ledger : k \in Nat /\ ledger[k] \in Int
Few == Cardinality(DOMAIN ledger) < 3
NoDebt == \A k \in DOMAIN ledger : ledger[k] >= 0 - 5
Known == last \in DOMAIN ledger \/ last = 0 \/ ledger = <<>>
Total == FoldSet(LAMBDA k, sum : ledger[k] + sum, 0, DOMAIN ledger)
Modest == Total < 100
Oldest == CHOOSE k \in DOMAIN ledger : \A j \in DOMAIN ledger : k <= j
Low == DOMAIN ledger # {} => Oldest < 7
====
