---- MODULE Functions ----
\* Functions as things: parts of them, their kinds, sums over them.
EXTENDS Integers, Folds
LOCAL INSTANCE FiniteSetsExt

Range(f) == {f[x] : x \in DOMAIN f}
Restrict(f, S) == [x \in S |-> f[x]]
RestrictDomain(f, Test(_)) == [x \in {y \in DOMAIN f : Test(y)} |-> f[x]]
RestrictValues(f, Test(_)) == [x \in {y \in DOMAIN f : Test(f[y])} |-> f[x]]
IsRestriction(f, g) == DOMAIN f \subseteq DOMAIN g /\ \A x \in DOMAIN f : f[x] = g[x]
Pointwise(f, g, op(_, _)) == [x \in DOMAIN f |-> op(f[x], g[x])]

\* A value outside the range of f is mapped to some element of S.
Inverse(f, S, T) == [t \in T |-> CHOOSE s \in S : t \in {f[x] : x \in DOMAIN f} => f[s] = t]
AntiFunction(f) == Inverse(f, DOMAIN f, Range(f))

IsInjective(f) == \A a, b \in DOMAIN f : f[a] = f[b] => a = b
IsSurjective(f, S) == \A s \in S : \E x \in DOMAIN f : f[x] = s
Injection(S, T) == {f \in [S -> T] : IsInjective(f)}
Surjection(S, T) == {f \in [S -> T] : IsSurjective(f, T)}
Bijection(S, T) == {f \in [S -> T] : IsInjective(f) /\ IsSurjective(f, T)}
ExistsInjection(S, T) == \E f \in [S -> T] : IsInjective(f)
ExistsSurjection(S, T) == \E f \in [S -> T] : IsSurjective(f, T)
ExistsBijection(S, T) == \E f \in [S -> T] : IsInjective(f) /\ IsSurjective(f, T)

FoldFunctionOnSet(op(_, _), base, f, S) == FoldSet(LAMBDA x, done : op(f[x], done), base, S)
FoldFunction(op(_, _), base, f) == FoldFunctionOnSet(op, base, f, DOMAIN f)
SumFunctionOnSet(f, S) == FoldSet(LAMBDA x, done : f[x] + done, 0, S)
SumFunction(f) == SumFunctionOnSet(f, DOMAIN f)
====
