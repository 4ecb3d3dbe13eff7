from __future__ import annotations

from pathlib import Path

import pytest

from symcheck.base.diagnostic import Code, SpecError
from symcheck.resolve import load, resolve_text
from tests.unit.resolve.show import body_of


def write(folder: Path, name: str, body: str, extends: str = "Naturals") -> Path:
    file = folder / f"{name}.tla"
    file.write_text(f"---- MODULE {name} ----\nEXTENDS {extends}\n{body}\n====\n", encoding="utf-8")
    return file


def refused(path: Path) -> SpecError:
    with pytest.raises(SpecError) as caught:
        load(path)
    assert all(found.span is not None for found in caught.value.diagnostics)
    return caught.value


def test_modules_are_found_beside_the_root(tmp_path: Path) -> None:
    write(tmp_path, "Below", "Two == 2")
    write(tmp_path, "Left", "Three == Two + 1", "Naturals, Below")
    write(tmp_path, "Right", "Four == Two + 2", "Below, Naturals")
    root = write(tmp_path, "Top", "ASSUME Three + Four = 7\nSum == Two + Three", "Left, Right, Below")
    spec = load(root)
    assert body_of(spec, "Sum") == "ADD(Two, Three)"
    assert spec.definitions["Two"].module == "Below"


def test_assumptions_are_those_of_extended_modules(tmp_path: Path) -> None:
    write(tmp_path, "Below", "ASSUME Low == 1 < 2")
    write(tmp_path, "Aside", "ASSUME Never == 1 < 2")
    root = write(tmp_path, "Top", "I == INSTANCE Aside\nASSUME High == 2 < 3", "Naturals, Below")
    assert [named.name for named in load(root).assumptions] == ["Low", "High"]


def test_variables_of_extended_modules_come_first(tmp_path: Path) -> None:
    write(tmp_path, "Below", "VARIABLES a, b")
    body = "VARIABLE c\nInit == a = b /\\ c = 0\nNext == UNCHANGED <<a, b, c>>"
    root = write(tmp_path, "Top", body, "Naturals, Below")
    assert [variable.name for variable in load(root).variables] == ["a", "b", "c"]


def test_mistakes_in_modules_that_are_only_instantiated_are_told(tmp_path: Path) -> None:
    write(tmp_path, "Aside", "CONSTANT c\nVARIABLE v\nUnused == v'' + nothing")
    root = write(tmp_path, "Top", "I == INSTANCE Aside WITH c <- 1, v <- 2")
    error = refused(root)
    assert {found.code for found in error.diagnostics} == {Code.UNKNOWN_NAME, Code.LEVEL}
    assert all(str(found.span).startswith(str(tmp_path / "Aside.tla:5:")) for found in error.diagnostics)


def test_missing_modules_suggest_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "Helpers", "")
    found = refused(write(tmp_path, "Top", "I == INSTANCE Sequencs", "Helper")).diagnostics
    assert [(d.code, d.hint) for d in found] == [
        (Code.UNKNOWN_MODULE, "did you mean Helpers?"),
        (Code.UNKNOWN_MODULE, "did you mean Sequences?"),
    ]


def test_circles_are_told_with_their_path(tmp_path: Path) -> None:
    write(tmp_path, "A", "", "B")
    write(tmp_path, "B", "I == INSTANCE C")
    write(tmp_path, "C", "F == LET J == INSTANCE A IN 1")
    error = refused(tmp_path / "A.tla")
    assert [found.code for found in error.diagnostics] == [Code.CYCLIC_MODULES]
    assert error.diagnostics[0].message == "module A depends on itself: A -> B -> C -> A"


def test_a_module_that_extends_itself(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "A", "", "A")).code is Code.CYCLIC_MODULES


def test_the_file_name_must_be_the_module_name(tmp_path: Path) -> None:
    file = tmp_path / "Wrong.tla"
    file.write_text("---- MODULE Right ----\n====\n", encoding="utf-8")
    error = refused(file)
    assert error.code is Code.UNKNOWN_MODULE
    assert error.diagnostics[0].hint == "rename the file to Right.tla or the module to Wrong"
    assert refused(write(tmp_path, "Top", "", "Wrong")).code is Code.UNKNOWN_MODULE


def test_a_core_module_of_the_users_own_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, "Naturals", "Nat == {}", "FiniteSets")
    write(tmp_path, "Functions", "Range(f) == 17", "FiniteSets")
    root = write(tmp_path, "Top", "E == Nat\nF == Range(1)\nG == Last(<<1>>)", "Naturals, Functions, SequencesExt")
    spec = load(root)
    assert body_of(spec, "E") == "NAT"
    assert body_of(spec, "Range") == "17"
    assert spec.definitions["Last"].module == "SequencesExt"


def test_unreadable_files(tmp_path: Path) -> None:
    assert refused(tmp_path / "Absent.tla").code is Code.UNREADABLE
    folder = tmp_path / "Folder.tla"
    folder.mkdir()
    assert refused(folder).code is Code.UNREADABLE
    assert refused(Path("/")).code is Code.UNREADABLE, "a folder without a name"
    empty = tmp_path / "Empty.tla"
    empty.touch()
    assert refused(empty).code is Code.SYNTAX
    large = tmp_path / "Large.tla"
    with large.open("wb") as out:
        out.truncate(50_000_000)
    assert refused(large).code is Code.UNREADABLE


def test_bytes_that_are_not_text_are_located(tmp_path: Path) -> None:
    file = tmp_path / "M.tla"
    file.write_bytes(b"---- MODULE M ----\nA == \xff1\n====\n")
    error = refused(file)
    assert error.code is Code.UNREADABLE
    assert str(error.diagnostics[0].span).endswith("M.tla:2:6")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "M.tla"
    file.write_bytes(b"\xef\xbb\xbf---- MODULE M ----\nA == 1\n====\n")
    assert body_of(load(file), "A") == "1"


def test_the_configuration_beside_the_module_is_read(tmp_path: Path) -> None:
    root = write(tmp_path, "M", "CONSTANT N\nASSUME N = 3")
    (tmp_path / "M.cfg").write_text("CONSTANT N = 3\n", encoding="utf-8")
    assert dict(load(root).bound_constants) == {"N": 3}
    other = tmp_path / "other.cfg"
    other.write_bytes(b"CONSTANT N = \xff")
    with pytest.raises(SpecError) as caught:
        load(root, other)
    assert caught.value.code is Code.CONFIG_UNREADABLE


def test_mistakes_in_module_and_configuration_are_told_together(tmp_path: Path) -> None:
    root = write(tmp_path, "M", "A == (")
    (tmp_path / "M.cfg").write_text("INVARIANTS = 3\n", encoding="utf-8")
    assert {found.code for found in refused(root).diagnostics} == {Code.SYNTAX, Code.CONFIG_SYNTAX}


ONE_FILE = """Notes on the whole.
---- MODULE Tower ----
EXTENDS Naturals, Height
VARIABLE floor
I == INSTANCE Cellar WITH depth <- floor
Init == floor = 0
Next == floor' = (floor + 1) % Top
====
Prose in between, with \\*---- MODULE Height ---- in it.
\\*---- MODULE Height ----
---- MODULE Height ----
Top == 5
====
---- CONFIG Other ----
INVARIANT Nothing
====
---- CONFIG Tower ----
\\* of its own
INIT Init
NEXT Next
INVARIANT I!Dry
====
---- MODULE Cellar ----
EXTENDS Naturals, Folds
VARIABLE depth
Dry == depth < 4
====
"""


def test_a_file_may_hold_further_modules_and_the_configuration(tmp_path: Path) -> None:
    root = tmp_path / "Tower.tla"
    root.write_text(ONE_FILE.replace("I!Dry", "Init"), encoding="utf-8")
    spec = load(root)
    assert [named.name for named in spec.invariants] == ["Init"]
    assert spec.definitions["Top"].module == "Height"
    assert [named.name for named in load(root, root).invariants] == ["Init"]
    assert [named.name for named in resolve_text(root.read_text(encoding="utf-8")).invariants] == ["Init"]
    (tmp_path / "Tower.cfg").write_text("INIT Init\nNEXT Next", encoding="utf-8")
    write(tmp_path, "Height", "Top == 7")
    spec = load(root)
    assert not spec.invariants, "a file of its own comes first"
    assert body_of(spec, "Top") == "7"


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [("I!Dry", "I!Wet", "21:11"), ("INIT Init", "INIT Init of", "19:11"), ("Top == 5", "Top == 5 +", "13:1")],
)
def test_mistakes_in_further_parts_of_a_file_are_at_their_places(
    tmp_path: Path, right: str, wrong: str, place: str
) -> None:
    root = tmp_path / "Tower.tla"
    root.write_text(ONE_FILE.replace(right, wrong), encoding="utf-8")
    assert [str(found.span) for found in refused(root).diagnostics] == [f"{root}:{place}"]


def test_a_module_without_a_configuration_of_its_own(tmp_path: Path) -> None:
    root = write(tmp_path, "Top", "")
    with pytest.raises(SpecError) as caught:
        load(root, root)
    assert caught.value.code is Code.CONFIG_UNREADABLE
    assert "no configuration in Top.tla" in str(caught.value)
