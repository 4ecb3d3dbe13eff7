---- MODULE UndirectedGraphs ----
\* Undirected graphs as records of nodes and of edges, which are sets of one or two nodes.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets

IsUndirectedGraph(G) ==
  G = [node |-> G.node, edge |-> G.edge] /\ \A e \in G.edge : \E a, b \in G.node : e = {a, b}
IsLoopFreeUndirectedGraph(G) ==
  G = [node |-> G.node, edge |-> G.edge] /\ \A e \in G.edge : \E a, b \in G.node : a /= b /\ e = {a, b}
UndirectedSubgraph(G) == {H \in [node : SUBSET G.node, edge : SUBSET G.edge] : IsUndirectedGraph(H)}
LOCAL Follows(p, G) == Len(p) > 0 /\ \A i \in 1..Len(p) - 1 : {p[i], p[i + 1]} \in G.edge
Path(G) == {p \in Seq(G.node) : Follows(p, G)}
SimplePath(G) ==
  {p \in SeqOf(G.node, Cardinality(G.node)) : Follows(p, G) /\ \A i, j \in DOMAIN p : p[i] = p[j] => i = j}
LOCAL Connections(G) ==
  FoldSet(LAMBDA k, C : [m, n \in G.node |-> C[m, n] \/ (C[m, k] /\ C[k, n])],
          [m, n \in G.node |-> m = n \/ {m, n} \in G.edge], G.node)
AreConnectedIn(m, n, G) == Connections(G)[m, n]
ConnectedComponents(G) == LET C == Connections(G) IN {{n \in G.node : C[m, n]} : m \in G.node}
IsStronglyConnected(G) == ConnectedComponents(G) = {G.node}
UndirectedGraphs(S) == [node : {S}, edge : SUBSET {{a, b} : a \in S, b \in S}]
====
