"""Random specifications in the style of engineers, with all that a configuration may ask for; must not know who checks
them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.agreement.expressions import Draw
from tests.agreement.phrases import PARTS

CONSTANTS = "CONSTANTS Proc = {a, b}\n  None = None\n"

MONITOR = (
    "---- MODULE Monitor ----",
    "EXTENDS Integers",
    "CONSTANT Limit",
    "VARIABLE level",
    "Start == level = 0",
    "Up == level < Limit /\\ level' = level + 1",
    "Down == level > 0 /\\ level' = level - 1",
    "Reset(k) == level' = k",
    "Next == Up \\/ Down \\/ \\E k \\in 0..1 : Reset(k)",
    "Low == level <= Limit",
    "Open == ENABLED Up",
    "Safe == Start /\\ [][Next]_level",
    "Fair == Safe /\\ WF_level(Down) /\\ SF_level(Up)",
    "====",
)


@dataclass
class ServiceWriter:
    """Writes one specification and its configuration."""

    draw: Draw
    monitored: str = field(default="")  # what the instance of Monitor is told, if there is one

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
            "EXTENDS Integers, Sequences, FiniteSets, TLC, FiniteSetsExt, SequencesExt, Bags, BagsExt",
            "CONSTANTS Proc, None",
            f"VARIABLES {every}",
            f"vars == <<{every}>>",
            *(line for name in names for line in PARTS[name].definitions),
            *self.instance(names),
            "Init ==",
            *(f"  /\\ {self.assigned(name, self.pick(*PARTS[name].init), prime='')}" for name in names),
            *(text for text, _ in actions),
            "Next ==",
            *(f"  \\/ {call}" for call in self.calls(names, actions)),
            f"One == {self.invariant(names, actions)}",
            f"Two == {self.invariant(names, actions)}",
            f"Kept == [][{self.of_steps(names)}]_{self.pick('vars', 'vars', names[0])}",
            f"Few == {self.about(names)}",
            f"Steps == {PARTS[self.pick(*names)].never_decreases}",
            "Symmetric == Permutations(Proc)",
            f"Seen == <<{', '.join(reversed(names))}>>",
            f"Shown == [first |-> {names[0]}, next |-> {names[-1]}', all |-> vars]",
            'Told == TLCGet("stats").distinct >= 0',
        ]
        config = CONSTANTS + "INVARIANTS One Two\n"
        if temporal:
            fair = " ".join(f"/\\ {self.fairness(names, actions)}" for _ in range(self.number(0, 2)))
            lines += [f"Spec == Init /\\ [][Next]_vars {fair}", f"Live == {self.liveness(names, actions)}"]
            config += "SPECIFICATION Spec\nPROPERTY Live\n"
        else:
            config += "INIT Init\nNEXT Next\n" + self.limits()
        if self.chance(50):
            config += "PROPERTY Kept\n"
        if self.monitored and self.chance(40):
            lines.append(f"Refines == M!{self.pick('Fair', 'Safe') if temporal else 'Safe'}")
            config += "PROPERTY Refines\n"
        if self.chance(15):
            lines.append("ASSUME " + self.pick("Cardinality(Proc) = 2", "None \\notin Proc", "Cardinality(Proc) > 2"))
        if self.chance(60):
            config += "CHECK_DEADLOCK FALSE\n"
        return "\n".join([*lines, "===="]) + "\n", config

    def limits(self) -> str:
        """What else a configuration may ask for; the view tells all states apart."""
        found = ""
        for percent, line in (
            (15, "CONSTRAINT Few"), (10, "ACTION_CONSTRAINT Steps"), (15, "SYMMETRY Symmetric"), (10, "VIEW Seen"),
            (10, "ALIAS Shown"), (5, "POSTCONDITION Told"),
        ):  # fmt: skip
            if self.chance(percent):
                found += f"{line}\n"
        return found

    def instance(self, names: Sequence[str]) -> Sequence[str]:
        """Another module, of which a variable or an expression here is the variable."""
        if not self.chance(25):
            return ()
        plain = [name for name in names if PARTS[name].number == name]
        self.monitored = self.pick(*plain) if plain and self.chance(70) else PARTS[self.pick(*names)].number
        limit = self.pick("2", "Cardinality(Proc)", "3")
        return [
            *MONITOR,
            f"M == INSTANCE Monitor WITH level <- {self.monitored}, Limit <- {limit}",
            f"P(Limit) == INSTANCE Monitor WITH level <- {self.monitored}",
        ]

    def calls(self, names: Sequence[str], actions: Sequence[tuple[str, str]]) -> Iterator[str]:
        """What the next-state action is made of."""
        yield from (call for _, call in actions)
        if self.monitored in names and self.chance(60):
            others = ", ".join(name for name in names if name != self.monitored)
            step = self.pick("M!Up", "P(1)!Up", "M!Down", "\\E k \\in 0..1 : P(2)!Reset(k)", "M!Next")
            yield f"({step}) /\\ UNCHANGED <<{others}>>"

    def of_steps(self, names: Sequence[str]) -> str:
        """A condition on steps."""
        if self.monitored and self.chance(30):
            return self.pick("M!Next", "~M!Down", "M!Low => P(1)!Low'", "P(1)!Next \\/ M!Reset(2)")
        found = PARTS[self.pick(*names)].never_decreases
        return f"{self.about(names)} => ({found})" if self.chance(30) else found

    def assigned(self, name: str, phrase: str, prime: str = "'") -> str:
        """What gives a variable its value."""
        if phrase.startswith("\\E "):
            return phrase
        return f"{name}{prime} {phrase}" if phrase.startswith("\\in ") else f"{name}{prime} = {phrase}"

    def guard(self, names: Sequence[str]) -> str:
        found = self.pick(*PARTS[self.pick(*names)].guards)
        return f"~({found})" if self.chance(15) else f"({found})"

    def action(self, name: str, names: Sequence[str]) -> tuple[str, str]:
        """A definition, and how the next-state action calls it."""
        changed = self.some_of(names, self.number(1, min(2, len(names))))
        kept = [each for each in names if each not in changed]
        updates = [f"({self.assigned(each, self.pick(*PARTS[each].updates))})" for each in changed]
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
        if self.monitored and self.chance(30):
            open_too = ("M!Open", "~P(1)!Open") if self.monitored in names else ()
            return f"{self.pick('M!Low', 'P(1)!Low', *open_too)} \\/ {self.about(names)}"
        if self.chance(15):
            one, other = self.pick(*(call for _, call in actions)), self.pick(*(call for _, call in actions))
            return f"ENABLED ({one}) \\/ ~ ENABLED ({other}) \\/ {self.about(names)}"
        if self.chance(15):
            one, other = PARTS[self.pick(*names)].number, PARTS[self.pick(*names)].number
            return f"{one} {self.pick('<', '<=', '#')} {other} + {self.number(1, 2)}"
        return f"~{self.about(names)}" if self.chance(70) else f"{self.about(names)} => {self.about(names)}"

    def fairness(self, names: Sequence[str], actions: Sequence[tuple[str, str]]) -> str:
        call = self.pick(*(call for _, call in actions))
        kind = self.pick("WF", "WF", "SF")
        if self.chance(30):
            return f"{kind}_vars(Next)"
        if self.chance(50):
            bound, _, body = call.removeprefix("\\E ").partition(" : ")
            return f"\\A {bound} : {kind}_vars({body})"
        if self.chance(20):
            return f"{kind}_{self.pick(*names)}(({call}) /\\ {self.about(names)})"
        return f"{kind}_vars({call})"

    def liveness(self, names: Sequence[str], actions: Sequence[tuple[str, str]]) -> str:
        one, other = self.about(names), self.about(names)
        if self.chance(25):
            return f"\\A p, q \\in Proc : {self.guard(names)} ~> {self.guard(names)}"
        if self.chance(25):
            action, step = self.pick("Next", *(call for _, call in actions)), self.of_steps(names)
            return self.pick(
                f"[]<><<{action}>>_vars", f"[]({one} => <><<{action}>>_vars)", f"<>[][{step}]_vars",
                f"WF_vars({action})",
                f"SF_vars({action}) => <>{one}", f"[]<>(ENABLED ({action})) \\/ <>{other}",
                f"\\A p, q \\in Proc : []<>{self.guard(names)} => <>[]{self.guard(names)}",
                f"\\E p, q \\in Proc : <>[]{self.guard(names)}", f"[][{step}]_vars \\/ []<>{one}",
            )  # fmt: skip
        return self.pick(
            f"<>{one}", f"{one} ~> {other}", f"[]<>{one}", f"<>[]{one}", f"[]({one} => <>{other})",
            f"[]<>{one} => []<>{other}", f"<>{one} \\/ []{other}", f"({one} ~> {other}) /\\ []<>{other}",
            f"<>({one} /\\ <>{other})", f"[]({one} => []{other}) \\/ <>[]{one}", f"~[]<>{one} \\/ {one} ~> {other}",
        )  # fmt: skip


@st.composite
def services(draw: st.DrawFn, temporal: bool = False) -> tuple[str, str]:
    """The text of a specification with a hole for the numbers, and its configuration."""
    return ServiceWriter(draw).write(temporal)
