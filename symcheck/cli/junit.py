"""A report as JUnit XML, which test dashboards and build servers read: one test case for each question; must not
know how anything is checked.

The elements are those of the schema that Jenkins and GitLab take: `failure` for what is violated, `error` for what is
undecided or could not be checked at all, `skipped` for what was left open beside a violation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from symcheck.cli.diagnostics import diagnostics_text
from symcheck.cli.report_text import counterexample, detail, kind_and_name
from symcheck.pipeline.outcome import NoneWithin, Outcome, Proof, Undecided, Violation

if TYPE_CHECKING:
    from symcheck.pipeline.report import Report

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_text(report: Report, name: str) -> str:
    """One test suite, named after the module. A report without outcomes has one case, the reading of the module."""
    suite = Xml.Element("testsuite", name=name)
    violated = report.verdict == "violated"
    for outcome in report.outcomes:
        _case(suite, outcome, name, violated)
    if not report.outcomes:
        case = Xml.SubElement(suite, "testcase", classname=name, name="specification", time="0.000")
        if report.exit_code:
            _child(case, "error", report.verdict, report.verdict, diagnostics_text(report.diagnostics))
    elif report.diagnostics:
        Xml.SubElement(suite, "system-err").text = _clean(diagnostics_text(report.diagnostics))
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("time", f"{report.stats.get('seconds', 0.0):.3f}")
    root = Xml.Element("testsuites")
    root.append(suite)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: Xml.Element, outcome: Outcome, name: str, violated: bool) -> None:
    subject, what = kind_and_name(outcome.question), detail(outcome)
    case = Xml.SubElement(suite, "testcase", classname=name, name=_clean(subject), time=f"{outcome.seconds:.3f}")
    match outcome:
        case Violation():
            _child(case, "failure", what, outcome.question.kind, "\n\n".join(counterexample(outcome)))
        case Undecided() if violated:  # the search was for that, and this was left
            Xml.SubElement(case, "skipped", message=_clean(what))
        case Undecided():
            _child(case, "error", what, "unknown", diagnostics_text(outcome.diagnostics))
        case NoneWithin() | Proof():
            Xml.SubElement(case, "system-out").text = _clean(what)


def _child(case: Xml.Element, tag: str, message: str, kind: str, text: str) -> None:
    Xml.SubElement(case, tag, message=_clean(message), type=kind).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
