---- MODULE Graphs ----
\* Directed graphs as records of nodes and of edges, which are pairs of nodes.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets

IsDirectedGraph(G) == G = [node |-> G.node, edge |-> G.edge] /\ G.edge \subseteq G.node \X G.node
DirectedSubgraph(G) ==
  {H \in [node : SUBSET G.node, edge : SUBSET G.edge] : H.edge \subseteq H.node \X H.node}
Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \in G.edge}]
IsUndirectedGraph(G) == IsDirectedGraph(G) /\ \A e \in G.edge : <<e[2], e[1]>> \in G.edge
UndirectedSubgraph(G) == {H \in DirectedSubgraph(G) : IsUndirectedGraph(H)}
LOCAL Follows(p, G) == Len(p) > 0 /\ \A i \in 1..Len(p) - 1 : <<p[i], p[i + 1]>> \in G.edge
Path(G) == {p \in Seq(G.node) : Follows(p, G)}
SimplePath(G) ==
  {p \in SeqOf(G.node, Cardinality(G.node)) : Follows(p, G) /\ \A i, j \in DOMAIN p : p[i] = p[j] => i = j}
ConnectionsIn(G) ==
  FoldSet(LAMBDA k, C : [m, n \in G.node |-> C[m, n] \/ (C[m, k] /\ C[k, n])],
          [m, n \in G.node |-> m = n \/ <<m, n>> \in G.edge], G.node)
AreConnectedIn(m, n, G) == ConnectionsIn(G)[m, n]
IsStronglyConnected(G) == LET C == ConnectionsIn(G) IN \A m, n \in G.node : C[m, n]
IsTreeWithRoot(G, r) ==
  /\ IsDirectedGraph(G)
  /\ \A e \in G.edge : e[1] /= r /\ \A f \in G.edge : e[1] = f[1] => e = f
  /\ \A n \in G.node : AreConnectedIn(n, r, G)
====
