---- MODULE Journal ----
\* A journal whose slots are numbered from 1 and hold a checksum of their number until they are written.
EXTENDS Integers
VARIABLES slots, written, owner

Blank == [k \in Nat \ {0} |-> <<"blank", k>>]
Owners == [k \in Nat |-> IF k = 0 THEN "root" ELSE "nobody"]

Init == slots = Blank /\ written = 0 /\ owner = Owners

Append == /\ slots' = [slots EXCEPT ![written + 1] = <<"full", @[2]>>]
          /\ written' = written + 1
          /\ owner' = [owner EXCEPT ![written + 1] = "writer"]

Skip == slots' = [slots EXCEPT ![written + 2] = <<"full", written>>] /\ written' = written + 2 /\ UNCHANGED owner

Clear == written > 0 /\ slots' = Blank /\ written' = 0 /\ UNCHANGED owner

Next == Append \/ Clear
Careless == Next \/ Skip

Whole == \A k \in Nat \ {0} : slots[k][1] = (IF k <= written THEN "full" ELSE "blank")
Sums == \A k \in DOMAIN slots : slots[k][2] = k
Rooted == owner[0] = "root"
Types == owner \in [Nat -> {"root", "nobody", "writer"}] /\ DOMAIN slots = Nat \ {0}
Cleared == written = 0 => slots = [n \in Nat \ {0} |-> <<"blank", n>>]
====
