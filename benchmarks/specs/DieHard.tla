------------------------------- MODULE DieHard -------------------------------
(* The riddle of the film "Die Hard 3": measure four gallons with a jug of   *)
(* three and a jug of five.  The smallest spec here: what it takes is mostly *)
(* the start of the program.                                                 *)
EXTENDS Naturals

VARIABLES three, five

TypeOK == three \in 0..3 /\ five \in 0..5

Init == three = 0 /\ five = 0

Least(a, b) == IF a < b THEN a ELSE b

FillThree == three' = 3 /\ UNCHANGED five
FillFive == five' = 5 /\ UNCHANGED three
EmptyThree == three' = 0 /\ UNCHANGED five
EmptyFive == five' = 0 /\ UNCHANGED three

PourIntoFive ==
    LET poured == Least(three, 5 - five)
    IN three' = three - poured /\ five' = five + poured

PourIntoThree ==
    LET poured == Least(five, 3 - three)
    IN five' = five - poured /\ three' = three + poured

Next ==
    \/ FillThree \/ FillFive
    \/ EmptyThree \/ EmptyFive
    \/ PourIntoFive \/ PourIntoThree

Spec == Init /\ [][Next]_<<three, five>>

\* The negation of what is looked for: its counterexample is the solution.
NotFour == five # 4
=============================================================================
