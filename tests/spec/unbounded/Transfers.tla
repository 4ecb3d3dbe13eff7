---- MODULE Transfers ----
(* Money is on accounts, under way, or paid out: nothing bounds a payment but what is there. *)
EXTENDS Integers
CONSTANT Accounts
VARIABLES balance, underWay, paid
Init == balance = [a \in Accounts |-> 100] /\ underWay = 0 /\ paid = 0
Withdraw(a) == \E n \in 1..balance[a] :
    balance' = [balance EXCEPT ![a] = @ - n] /\ underWay' = underWay + n /\ UNCHANGED paid
Deposit(a) == \E n \in 1..underWay :
    balance' = [balance EXCEPT ![a] = @ + n] /\ underWay' = underWay - n /\ UNCHANGED paid
Pay(a) == \E n \in Nat : n > 0 /\ n <= balance[a] /\
    balance' = [balance EXCEPT ![a] = @ - n] /\ paid' = paid + n /\ UNCHANGED underWay
PayTwice(a) == \E n \in Nat : n > 0 /\ n <= balance[a] /\
    balance' = [balance EXCEPT ![a] = @ - n] /\ paid' = paid + 2 * n /\ UNCHANGED underWay
Next == \E a \in Accounts : Withdraw(a) \/ Deposit(a) \/ Pay(a)
Careless == \E a \in Accounts : Withdraw(a) \/ Deposit(a) \/ PayTwice(a)
Bounded == underWay <= 300 /\ paid <= 300 /\ \A a \in Accounts : balance[a] \in 0..300
====
