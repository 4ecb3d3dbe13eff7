---- MODULE Apalache ----
\* The operators of Apalache without its types and hints. `:=` is built in, as equality.
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
Skolem(e) == e
Expand(S) == S
ConstCardinality(e) == e
\* In Init and Next these two are choices. Elsewhere they are refused.
Guess(S) == CHOOSE x \in S : TRUE
Gen(n) == CHOOSE x : TRUE
MkSeq(n, F(_)) == [i \in 1..n |-> F(i)]
FunAsSeq(f, length, most) == [i \in 1..length |-> f[i]]
SetAsFun(S) == [x \in {p[1] : p \in S} |-> (CHOOSE p \in S : p[1] = x)[2]]
Repeat(F(_, _), n, x) == FoldSeq(LAMBDA i, done : F(done, i), x, [i \in 1..n |-> i])
ApaFoldSet(op(_, _), base, S) == FoldSet(LAMBDA x, done : op(done, x), base, S)
ApaFoldSeqLeft(op(_, _), base, s) == FoldSeq(LAMBDA x, done : op(done, x), base, s)
====
