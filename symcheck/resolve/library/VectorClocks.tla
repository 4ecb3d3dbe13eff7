---- MODULE VectorClocks ----
\* Logs in the order that their vector clocks give.
EXTENDS Naturals, Sequences, Functions
LOCAL INSTANCE SequencesExt

LOCAL At(clock, n) == IF n \in DOMAIN clock THEN clock[n] ELSE 0
\* Whether an entry with clock c may stand before one with clock d.
LOCAL MayPrecede(c, d) ==
  LET D == DOMAIN c \cup DOMAIN d
  IN (\E n \in D : At(c, n) < At(d, n))
IsCausalOrder(log, clock(_)) ==
  \A i \in 1..Len(log) : \A j \in 1..i - 1 : MayPrecede(clock(log[j]), clock(log[i]))
CausalOrder(log, clock(_), node(_), domain(_)) ==
  CHOOSE new \in {[i \in 1..Len(log) |-> log[p[i]]] : p \in SetToSeqs(1..Len(log))} : IsCausalOrder(new, clock)
====
