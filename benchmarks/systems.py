"""Transition systems of known protocols, built from terms, at any size; must not know how they are searched."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from symcheck.system.transition_system import GroundAction, Property, TransitionSystem
from symcheck.term import BOOL, FALSE, TRUE, Term, conj, disj, exactly_one, neg, variable


class Builder:
    """Collects the parts of a system."""

    def __init__(self) -> None:
        self.state: list[Term] = []
        self.actions: list[GroundAction] = []

    def bit(self, name: str) -> Term:
        self.state.append(variable(name, BOOL))
        return self.state[-1]

    def action(self, name: str, guard: Term, effects: Mapping[Term, Term]) -> None:
        self.actions.append(GroundAction(name, (), None, guard, dict(effects)))

    def system(self, init: Term, bad: Term) -> TransitionSystem:
        return TransitionSystem(
            state=tuple(self.state),
            inputs=(),
            init=init,
            actions=tuple(self.actions),
            properties=(Property("Safe", "invariant", bad),),
            primed={bit: variable(f"{bit.payload}'", bit.sort) for bit in self.state},
        )


def two_phase(managers: int, bug: bool = True) -> TransitionSystem:
    """Two-phase commit (Gray and Lamport 2006). The bug: the coordinator commits with one vote missing."""
    build = Builder()
    phases = ("working", "prepared", "committed", "aborted")
    rm = [{phase: build.bit(f"rm{r}_{phase}") for phase in phases} for r in range(managers)]
    tm = {phase: build.bit(f"tm_{phase}") for phase in ("init", "committed", "aborted")}
    seen = [build.bit(f"seen{r}") for r in range(managers)]
    voted = [build.bit(f"msg_prepared{r}") for r in range(managers)]
    commit, abort = build.bit("msg_commit"), build.bit("msg_abort")

    def goto(group: Mapping[str, Term], phase: str) -> dict[Term, Term]:
        return {bit: TRUE if name == phase else FALSE for name, bit in group.items()}

    build.action("TMCommit", conj([tm["init"], *seen[bug:]]), {**goto(tm, "committed"), commit: TRUE})
    build.action("TMAbort", tm["init"], {**goto(tm, "aborted"), abort: TRUE})
    for r in range(managers):
        build.action(f"TMRcvPrepared{r}", conj([tm["init"], voted[r]]), {seen[r]: TRUE})
        build.action(f"RMPrepare{r}", rm[r]["working"], {**goto(rm[r], "prepared"), voted[r]: TRUE})
        build.action(f"RMChooseToAbort{r}", rm[r]["working"], goto(rm[r], "aborted"))
        build.action(f"RMRcvCommitMsg{r}", commit, goto(rm[r], "committed"))
        build.action(f"RMRcvAbortMsg{r}", abort, goto(rm[r], "aborted"))
    start = {rm_r["working"] for rm_r in rm} | {tm["init"]}
    init = conj(bit if bit in start else neg(bit) for bit in build.state)
    bad = conj([disj(r["committed"] for r in rm), disj(r["aborted"] for r in rm)])
    return build.system(init, bad)


def ring(nodes: int, bug: bool = False) -> TransitionSystem:
    """Termination detection in a ring (Dijkstra, EWD 840). The bug: sending does not blacken the sender."""
    build = Builder()
    active = [build.bit(f"active{i}") for i in range(nodes)]
    black = [build.bit(f"black{i}") for i in range(nodes)]
    token = [build.bit(f"token{i}") for i in range(nodes)]
    token_black = build.bit("token_black")
    build.action(
        "InitiateProbe",
        conj([token[0], disj([token_black, black[0]])]),
        {token[0]: FALSE, token[nodes - 1]: TRUE, token_black: FALSE, black[0]: FALSE},
    )
    for i in range(1, nodes):
        build.action(
            f"PassToken{i}",
            conj([token[i], disj([neg(active[i]), black[i], token_black])]),
            {token[i]: FALSE, token[i - 1]: TRUE, token_black: disj([token_black, black[i]]), black[i]: FALSE},
        )
    for i in range(nodes):
        build.action(f"Deactivate{i}", active[i], {active[i]: FALSE})
        for j in range(nodes):
            if i != j:
                blacken = {black[i]: TRUE} if j > i and not bug else {}
                build.action(f"SendMsg{i}_{j}", active[i], {active[j]: TRUE, **blacken})
    init = conj([exactly_one(token), token_black])
    detected = conj([token[0], neg(token_black), neg(black[0]), neg(active[0])])
    return build.system(init, conj([detected, disj(active)]))


def paxos(acceptors: int = 3, values: int = 2, ballots: int = 3, bug: bool = True) -> TransitionSystem:
    """Paxos (Lamport 2001), messages as a set. The bug: phase 2a may take the value of any vote, not of the highest."""
    build = Builder()
    all_a, all_v, all_b = range(acceptors), range(values), range(ballots)
    none = -1
    max_bal = [{b: build.bit(f"maxBal{a}_{b}") for b in (none, *all_b)} for a in all_a]
    pairs = [(none, none), *((b, v) for b in all_b for v in all_v)]
    vote = [{pair: build.bit(f"vote{a}_{pair}") for pair in pairs} for a in all_a]
    m1a = [build.bit(f"m1a_{b}") for b in all_b]
    m1b = {(a, b, p): build.bit(f"m1b_{a}_{b}_{p}") for a in all_a for b in all_b for p in pairs if p[0] < b}
    m2a = {(b, v): build.bit(f"m2a_{b}_{v}") for b in all_b for v in all_v}
    m2b = {(a, b, v): build.bit(f"m2b_{a}_{b}_{v}") for a in all_a for b in all_b for v in all_v}
    quorums = list(combinations(all_a, acceptors // 2 + 1))

    def goto(group: Mapping[object, Term], place: object) -> dict[Term, Term]:
        return {bit: TRUE if name == place else FALSE for name, bit in group.items()}

    for b in all_b:
        build.action(f"Phase1a{b}", TRUE, {m1a[b]: TRUE})
        for a in all_a:
            sent = {m1b[a, b, p]: disj([m1b[a, b, p], vote[a][p]]) for p in pairs if p[0] < b}
            lower = disj(max_bal[a][c] for c in (none, *all_b) if c < b)
            build.action(f"Phase1b{a}_{b}", conj([m1a[b], lower]), {**goto(max_bal[a], b), **sent})
        below = [p for p in pairs if p[0] < b]
        for v in all_v:
            fresh = conj(neg(m2a[b, w]) for w in all_v)
            for quorum in quorums:
                answered = conj(disj(m1b[a, b, p] for p in below) for a in quorum)
                no_vote = conj(neg(m1b[a, b, p]) for a in quorum for p in below if p[0] != none)
                safe = [no_vote]
                for c in range(b):
                    here = disj(m1b[a, b, (c, v)] for a in quorum)
                    higher = [p for p in below if p[0] >= c and p != (c, v)]
                    safe.append(here if bug else conj([here, *(neg(m1b[a, b, p]) for a in quorum for p in higher)]))
                build.action(f"Phase2a{b}_{v}_{quorum}", conj([fresh, answered, disj(safe)]), {m2a[b, v]: TRUE})
            for a in all_a:
                lower = disj(max_bal[a][c] for c in (none, *all_b) if c <= b)
                build.action(
                    f"Phase2b{a}_{b}_{v}",
                    conj([m2a[b, v], lower]),
                    {**goto(max_bal[a], b), **goto(vote[a], (b, v)), m2b[a, b, v]: TRUE},
                )
    start = {max_bal[a][none] for a in all_a} | {vote[a][none, none] for a in all_a}
    init = conj(bit if bit in start else neg(bit) for bit in build.state)
    chosen = [disj(conj(m2b[a, b, v] for a in q) for b in all_b for q in quorums) for v in all_v]
    return build.system(init, disj(conj([one, other]) for one, other in combinations(chosen, 2)))
