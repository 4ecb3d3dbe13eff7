\* property: OneLeaderPerTerm
\* kind: invariant
\* depth: 7
-------- MODULE TwoLeaders --------
EXTENDS Integers, FiniteSets
CONSTANTS Nodes, Nobody
VARIABLES term, vote, role, supporters
Init == /\ term = [n \in Nodes |-> 0]
        /\ vote = [n \in Nodes |-> Nobody]
        /\ role = [n \in Nodes |-> "follower"]
        /\ supporters = [n \in Nodes |-> {}]
Stand(n) == /\ role[n] /= "leader"
            /\ term' = [term EXCEPT ![n] = @ + 1]
            /\ vote' = [vote EXCEPT ![n] = n]
            /\ role' = [role EXCEPT ![n] = "candidate"]
            /\ supporters' = [supporters EXCEPT ![n] = {n}]
Grant(n, c) == /\ n /= c
               /\ role[c] = "candidate"
               /\ \/ term[c] > term[n]
                  \/ term[c] = term[n] /\ vote[n] = Nobody
               /\ term' = [term EXCEPT ![n] = term[c]]
               /\ vote' = [vote EXCEPT ![n] = c]
               /\ role' = [role EXCEPT ![n] = "follower"]
               /\ supporters' = [supporters EXCEPT ![c] = @ \cup {n}]
Win(n) == /\ role[n] = "candidate"
          /\ 2 * Cardinality(supporters[n]) > Cardinality(Nodes)
          /\ role' = [role EXCEPT ![n] = "leader"]
          /\ UNCHANGED <<term, vote, supporters>>
Restart(n) == /\ role' = [role EXCEPT ![n] = "follower"]
              /\ supporters' = [supporters EXCEPT ![n] = {}]
              /\ vote' = [vote EXCEPT ![n] = Nobody]
              /\ UNCHANGED term
Next == \E n \in Nodes :
            \/ Stand(n)
            \/ \E c \in Nodes : Grant(n, c)
            \/ Win(n)
            \/ Restart(n)
OneLeaderPerTerm ==
    \A a, b \in Nodes : role[a] = "leader" /\ role[b] = "leader" /\ term[a] = term[b] => a = b
====
