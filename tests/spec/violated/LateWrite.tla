\* property: NoLostUpdate
\* kind: invariant
\* depth: 5
-------- MODULE LateWrite --------
EXTENDS Integers
CONSTANTS Clients, Nobody
VARIABLES holder, lastLease, token, newest, content
vars == <<holder, lastLease, token, newest, content>>
Init == /\ holder = Nobody
        /\ lastLease = 0
        /\ token = [c \in Clients |-> 0]
        /\ newest = 0
        /\ content = 0
Acquire(c) == /\ holder = Nobody
              /\ holder' = c
              /\ lastLease' = lastLease + 1
              /\ token' = [token EXCEPT ![c] = lastLease + 1]
              /\ UNCHANGED <<newest, content>>
Expire == /\ holder /= Nobody
          /\ holder' = Nobody
          /\ UNCHANGED <<lastLease, token, newest, content>>
Write(c) == /\ token[c] > 0
            /\ content' = token[c]
            /\ newest' = IF token[c] > newest THEN token[c] ELSE newest
            /\ UNCHANGED <<holder, lastLease, token>>
Next == Expire \/ \E c \in Clients : Acquire(c) \/ Write(c)
Spec == Init /\ [][Next]_vars
NoLostUpdate == content = newest
====
