r"""Random specifications in the style of engineers: message sets, functions of records, logs, queues, timers, terms,
tables that grow; with fairness and temporal properties; must not know who checks them.

`p` stands for a process in every phrase, `q` for another one or the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.agreement.expressions import Draw

CONSTANTS = "CONSTANTS Proc = {a, b}\n  None = None\n"


@dataclass(frozen=True)
class Part:
    """A state variable: how it starts, what is asked of it, and how a step changes it. Phrases may speak of other
    variables; they are used where these are there."""

    init: Sequence[str]
    guards: Sequence[str]
    updates: Sequence[str]
    never_decreases: str = "TRUE"


PARTS: dict[str, Part] = {
    "pc": Part(
        ('[p \\in Proc |-> "idle"]',),
        ('pc[p] = "idle"', 'pc[p] = "work"', 'pc[p] \\in {"work", "done"}', 'pc[p] # "failed"', "pc[p] = pc[q]",
         '\\A r \\in Proc : pc[r] # "done"', 'Cardinality({r \\in Proc : pc[r] = "work"}) < 2'),
        ('[pc EXCEPT ![p] = "work"]', '[pc EXCEPT ![p] = "done"]', '[pc EXCEPT ![p] = "failed", ![q] = "idle"]',
         '[pc EXCEPT ![p] = IF @ = "idle" THEN "work" ELSE "done"]',
         '[r \\in Proc |-> IF r = p THEN "idle" ELSE pc[r]]',
         '[pc EXCEPT ![p] = CASE @ = "idle" -> "work" [] @ = "work" -> "done" [] OTHER -> @]',
         '[r \\in Proc |-> "idle"]'),
        '\\A r \\in Proc : pc[r] = "done" => pc\'[r] # "work"',
    ),
    "node": Part(
        ('[p \\in Proc |-> [role |-> "follower", term |-> 0, vote |-> None]]',),
        ('node[p].role = "follower"', 'node[p].role = "leader"', "node[p].term < 2", "node[p].vote = None",
         "node[p].vote = q", "node[p].term > node[q].term", "node[p] = node[q]", "\\E r \\in Proc : node[r].vote = p",
         "\\A r \\in Proc : node[r].term <= node[p].term", "2 * Cardinality({r \\in Proc : node[r].vote = p}) > 2"),
        ("[node EXCEPT ![p].term = IF @ < 2 THEN @ + 1 ELSE @, ![p].vote = None]", "[node EXCEPT ![p].vote = q]",
         '[node EXCEPT ![p].role = "leader"]', '[node EXCEPT ![p] = [@ EXCEPT !.role = "follower", !.vote = q]]',
         '[node EXCEPT ![p] = [role |-> "follower", term |-> node[q].term, vote |-> None]]',
         '[r \\in Proc |-> IF r = p THEN [node[r] EXCEPT !.vote = p] ELSE node[r]]', "[node EXCEPT ![p] = node[q]]"),
        "\\A r \\in Proc : node'[r].term >= node[r].term",
    ),
    "msgs": Part(
        ("{}", '{[type |-> "stop"]}'),
        ('\\E m \\in msgs : m.type = "req" /\\ m.from = p', '[type |-> "ok", from |-> p, to |-> q] \\in msgs',
         '[type |-> "stop"] \\notin msgs', "msgs # {}", "Cardinality(msgs) < 3",
         'Cardinality({m \\in msgs : m.type = "ok"}) * 2 > Cardinality(Proc)',
         '\\A m \\in msgs : m.type = "req" => m.n = 0', '{m.type : m \\in msgs} \\subseteq {"req", "ok"}'),
        ('msgs \\cup {[type |-> "req", from |-> p, n |-> 0]}', 'msgs \\cup {[type |-> "ok", from |-> p, to |-> q]}',
         'msgs \\cup {[type |-> "req", from |-> p, n |-> IF p = q THEN 0 ELSE 1]}', 'msgs \\ {[type |-> "stop"]}',
         '{m \\in msgs : m.type # "req"}', '{m \\in msgs : m.type = "req" => m.from # p}', "{}",
         '(msgs \\ {[type |-> "ok", from |-> q, to |-> p]}) \\cup {[type |-> "stop"]}',
         'msgs \\cup {[type |-> "ok", from |-> r, to |-> p] : r \\in Proc}',
         '{IF m.type = "req" THEN [m EXCEPT !.n = 1] ELSE m : m \\in msgs}'),
        "msgs \\subseteq msgs'",
    ),
    "log": Part(
        ("[p \\in Proc |-> <<>>]",),
        ("Len(log[p]) < 2", "log[p] # <<>>", 'log[p] = <<"x">>', "log[p] = log[q]", "Len(log[p]) > Len(log[q])",
         '\\E i \\in DOMAIN log[p] : log[p][i] = "y"', "IsPrefix(log[q], log[p])",
         "\\A i \\in 1..Len(log[p]) : i \\in DOMAIN log[q] => log[p][i] = log[q][i]"),
        ('[log EXCEPT ![p] = IF Len(@) < 2 THEN Append(@, "x") ELSE @]', "[log EXCEPT ![p] = log[q]]",
         '[log EXCEPT ![p] = IF Len(@) < 2 THEN <<"y">> \\o @ ELSE Tail(@)]', "[log EXCEPT ![p] = <<>>]",
         "[log EXCEPT ![p] = IF @ = <<>> THEN @ ELSE SubSeq(@, 1, Len(@) - 1)]",
         '[log EXCEPT ![p] = SelectSeq(@, LAMBDA e : e = "x")]', '[log EXCEPT ![p] = [i \\in DOMAIN @ |-> "y"]]'),
        "\\A r \\in Proc : IsPrefix(log[r], log'[r])",
    ),
    "queue": Part(
        ("<<>>", "<<[who |-> CHOOSE r \\in Proc : TRUE, n |-> 1]>>"),
        ("Len(queue) < 2", "queue # <<>>", "queue # <<>> /\\ Head(queue).who = p",
         "Contains(queue, [who |-> p, n |-> 0])",
         "\\E i \\in DOMAIN queue : queue[i].who = p", "\\A i \\in 1..Len(queue) : queue[i].n < 2"),
        ("IF Len(queue) < 2 THEN Append(queue, [who |-> p, n |-> 0]) ELSE queue",
         "IF queue = <<>> THEN queue ELSE Tail(queue)", "SelectSeq(queue, LAMBDA e : e.who # p)",
         "[i \\in DOMAIN queue |-> [queue[i] EXCEPT !.n = 1]]", "Reverse(queue)",
         "IF queue = <<>> THEN <<[who |-> p, n |-> 2]>> ELSE [queue EXCEPT ![1].n = (@ + 1) % 3]"),
        "Len(queue') >= Len(queue)",
    ),
    "clock": Part(
        ("0", "1"),
        ("clock < 3", "clock = 2", "clock % 2 = 0", "clock \\in 1..2"),
        ("IF clock < 3 THEN clock + 1 ELSE clock", "(clock + 1) % 4", "0", "clock \\div 2", "3 - clock"),
        "clock' >= clock",
    ),
    "tally": Part(
        ("0",),
        ("tally < 3", "tally >= 2", "tally # 5", "tally + 1 > 0"),
        ("tally + 1", "IF tally > 3 THEN 0 ELSE tally + 2", "tally - 1", "-tally", "tally % 3"),
        "tally' >= tally",
    ),
    "timer": Part(
        ("[p \\in Proc |-> 0]",),
        ("timer[p] = 0", "timer[p] > 0", "timer[p] <= timer[q]", "\\A r \\in Proc : timer[r] < 2"),
        ("[timer EXCEPT ![p] = 2]", "[r \\in Proc |-> IF timer[r] > 0 THEN timer[r] - 1 ELSE 0]",
         "[timer EXCEPT ![p] = 0, ![q] = 1]", "[r \\in Proc |-> Max({timer[s] : s \\in Proc})]"),
        "\\A r \\in Proc : timer'[r] <= timer[r]",
    ),
    "owner": Part(
        ("None", "\\in Proc \\cup {None}"),
        ("owner = None", "owner = p", "owner # p", "owner \\in Proc"),
        ("p", "None", "\\in Proc \\cup {None}", "IF owner = None THEN p ELSE owner", "CHOOSE r \\in Proc : r # p"),
        "owner # None => owner' \\in {owner, None}",
    ),
    "done": Part(
        ("{}", "Proc", "\\in SUBSET Proc"),
        ("p \\in done", "p \\notin done", "done = Proc", "done # {}", "done \\subseteq {p}"),
        ("done \\cup {p}", "done \\ {p}", "Proc \\ done", "{r \\in Proc : r # p /\\ r \\in done}", "\\in {{}, {p}}",
         "\\in SUBSET done"),
        "done \\subseteq done'",
    ),
    "seen": Part(
        ("<<>>", "[r \\in {} |-> 0]"),
        ("p \\in DOMAIN seen", "p \\notin DOMAIN seen", "DOMAIN seen = Proc", "\\A r \\in DOMAIN seen : seen[r] < 2",
         "p \\in DOMAIN seen /\\ seen[p] = 1", "seen = <<>>"),
        ("(p :> 0) @@ seen", "seen @@ (p :> 1)", "[r \\in DOMAIN seen \\ {p} |-> seen[r]]",
         "[r \\in DOMAIN seen \\cup {p} |-> IF r \\in DOMAIN seen THEN (seen[r] + 1) % 3 ELSE 0]",
         "[r \\in DOMAIN seen |-> 2]"),
        "DOMAIN seen \\subseteq DOMAIN seen'",
    ),
    "votes": Part(
        ("[p \\in Proc |-> {}]",),
        ("votes[p] = {}", "q \\in votes[p]", "votes[p] = Proc", "\\E r \\in Proc : p \\in votes[r]",
         "UNION {votes[r] : r \\in Proc} # Proc"),
        ("[votes EXCEPT ![p] = @ \\cup {q}]", "[votes EXCEPT ![p] = {}]", "[votes EXCEPT ![p] = votes[q]]",
         "[r \\in Proc |-> votes[r] \\ {p}]", "[votes EXCEPT ![q] = {r \\in Proc : p \\in votes[r]}]"),
        "\\A r \\in Proc : votes[r] \\subseteq votes'[r]",
    ),
}  # fmt: skip


@dataclass
class ServiceWriter:
    """Writes one specification and its configuration."""

    draw: Draw

    def pick(self, *options: str) -> str:
        return str(self.draw(st.sampled_from(options)))

    def number(self, low: int, high: int) -> int:
        return int(self.draw(st.integers(low, high)))  # type: ignore[call-overload]

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) < percent

    def write(self, temporal: bool) -> tuple[str, str]:
        """The text of the module, and of the configuration; `temporal`: with fairness and a temporal property."""
        names = self.some_of(tuple(PARTS), self.number(2, 4))
        actions = [self.action(f"A{place}", names) for place in range(self.number(2, 5))]
        every = ", ".join(names)
        lines = [
            "---- MODULE Service ----",
            "EXTENDS Integers, Sequences, FiniteSets, TLC, FiniteSetsExt, SequencesExt",
            "CONSTANTS Proc, None",
            f"VARIABLES {every}",
            f"vars == <<{every}>>",
            "Init ==",
            *(f"  /\\ {name} {self.assigned(self.pick(*PARTS[name].init))}" for name in names),
            *(text for text, _ in actions),
            "Next ==",
            *(f"  \\/ {call}" for _, call in actions),
            f"One == {self.invariant(names, actions)}",
            f"Two == {self.invariant(names, actions)}",
            f"Kept == [][{PARTS[self.pick(*names)].never_decreases}]_{self.pick('vars', 'vars', names[0])}",
            f"Few == {self.about(names)}",
            f"Steps == {PARTS[self.pick(*names)].never_decreases}",
            "Symmetric == Permutations(Proc)",
        ]
        config = CONSTANTS + "INVARIANTS One Two\n"
        if temporal:
            fair = " ".join(f"/\\ {self.fairness(actions)}" for _ in range(self.number(0, 2)))
            lines += [f"Spec == Init /\\ [][Next]_vars {fair}", f"Live == {self.liveness(names)}"]
            config += "SPECIFICATION Spec\nPROPERTY Live\n"
        else:
            config += "INIT Init\nNEXT Next\n" + self.limits()
        if self.chance(50):
            config += "PROPERTY Kept\n"
        if self.chance(60):
            config += "CHECK_DEADLOCK FALSE\n"
        return "\n".join([*lines, "===="]) + "\n", config

    def limits(self) -> str:
        """What else a configuration may ask for."""
        found = ""
        if self.chance(15):
            found += "CONSTRAINT Few\n"
        if self.chance(10):
            found += "ACTION_CONSTRAINT Steps\n"
        if self.chance(15):
            found += "SYMMETRY Symmetric\n"
        return found

    def assigned(self, phrase: str) -> str:
        return phrase if phrase.startswith("\\in ") else f"= {phrase}"

    def guard(self, names: Sequence[str]) -> str:
        found = self.pick(*PARTS[self.pick(*names)].guards)
        return f"~({found})" if self.chance(15) else found

    def action(self, name: str, names: Sequence[str]) -> tuple[str, str]:
        """A definition, and how the next-state action calls it."""
        changed = self.some_of(names, self.number(1, min(2, len(names))))
        kept = [each for each in names if each not in changed]
        updates = [f"{each}' {self.assigned(self.pick(*PARTS[each].updates))}" for each in changed]
        guards = [self.guard(names) for _ in range(self.number(0, 2))]
        body = [*guards, *updates]
        if kept:
            body.append(f"UNCHANGED <<{', '.join(kept)}>>")
        text = "".join(f"\n  /\\ {each}" for each in body)
        if "msgs" in names and self.chance(25):
            text = '\n  /\\ \\E m \\in msgs : m.type = "req" /\\ m.from # q' + text
        both = self.chance(40)
        head = f"{name}(p, q) =={text}" if both else f"{name}(p) == LET q == {self.other()} IN{text}"
        call = f"\\E p, q \\in Proc : {name}(p, q)" if both else f"\\E p \\in Proc : {name}(p)"
        return head, call

    def other(self) -> str:
        return self.pick("CHOOSE r \\in Proc : r # p", "p")

    def some_of(self, names: Sequence[str], count: int) -> list[str]:
        found: list[str] = []
        for _ in range(count):
            found.append(self.pick(*(name for name in names if name not in found)))
        return found

    def about(self, names: Sequence[str]) -> str:
        """A condition on states."""
        body = " /\\ ".join(self.guard(names) for _ in range(self.number(1, 3)))
        quantifier = self.pick("\\E p, q \\in Proc", "\\A p, q \\in Proc", "\\E p \\in Proc : \\A q \\in Proc")
        return f"({quantifier} : {body})"

    def invariant(self, names: Sequence[str], actions: Sequence[tuple[str, str]]) -> str:
        if self.chance(15):
            one, other = self.pick(*(call for _, call in actions)), self.pick(*(call for _, call in actions))
            return f"ENABLED ({one}) \\/ ~ ENABLED ({other}) \\/ {self.about(names)}"
        return f"~{self.about(names)}" if self.chance(70) else f"{self.about(names)} => {self.about(names)}"

    def fairness(self, actions: Sequence[tuple[str, str]]) -> str:
        call = self.pick(*(call for _, call in actions))
        kind = self.pick("WF", "WF", "SF")
        if self.chance(30):
            return f"{kind}_vars(Next)"
        if self.chance(50):
            bound, _, body = call.removeprefix("\\E ").partition(" : ")
            return f"\\A {bound} : {kind}_vars({body})"
        return f"{kind}_vars({call})"

    def liveness(self, names: Sequence[str]) -> str:
        one, other = self.about(names), self.about(names)
        if self.chance(25):
            return f"\\A p, q \\in Proc : ({self.guard(names)}) ~> ({self.guard(names)})"
        return self.pick(f"<>{one}", f"{one} ~> {other}", f"[]<>{one}", f"<>[]{one}", f"[]({one} => <>{other})",
                         f"[]<>{one} => []<>{other}", f"<>{one} \\/ []{other}")  # fmt: skip


@st.composite
def services(draw: st.DrawFn, temporal: bool = False) -> tuple[str, str]:
    """The text of a specification, and its configuration."""
    return ServiceWriter(draw).write(temporal)
