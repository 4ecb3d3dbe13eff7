"""The entry point: commands, and the last net under them, so that no run ends in a traceback; must not check anything.

Exit codes are those of `symcheck.pipeline.report`, 2 for a wrong use of the command line, 70 for a bug of symcheck.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import suppress
from itertools import pairwise
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from symcheck.base.diagnostic import Diagnostic

INTERNAL_ERROR = 70
UNDECIDED = INTERRUPTED = 20
BROKEN_PIPE = 141
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_INTERRUPTED_THERE = 130  # what Typer makes of an interrupt
REPORT_TO = "https://pypi.org/project/symcheck/"


def main() -> NoReturn:
    """What the `symcheck` script calls.

    The process ends at once: a search that was given up may still run on its thread, and nobody waits for it.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    code = run(sys.argv[1:])
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def run(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `symcheck … | head`: nobody reads on; say nothing more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        message = "interrupted before anything was found out"
        _answer(message, INTERRUPTED, arguments)
        _say(message)
        return INTERRUPTED
    except RecursionError:
        return _rejected("U002", "the specification is nested too deeply for symcheck", arguments)
    except MemoryError:
        message = "out of memory before anything was found out"
        _answer(message, UNDECIDED, arguments)
        _say(message)
        return UNDECIDED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            return _internal_error(error, arguments)
        _say(f"cannot write the answer: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERNAL_ERROR
    except Exception as error:  # noqa: BLE001 (the last net: a user never sees a traceback)
        return _internal_error(error, arguments)


def _dispatch(arguments: list[str]) -> int:
    from symcheck.base.diagnostic import SpecError
    from symcheck.cli.app import app

    try:
        ignored: list[Diagnostic] = []
        if arguments[:1] == ["check"]:
            from symcheck.cli import apalache, tlc

            for other in (apalache, tlc):
                if other.is_meant(arguments):
                    translated = other.translate(arguments)
                    arguments, ignored = translated.arguments, [*ignored, *translated.ignored]
        elif arguments[:1] == ["eval"] and "--" not in arguments:
            from symcheck.cli.evaluate import negative_last

            arguments = negative_last(arguments)
        app(arguments, prog_name="symcheck", obj=ignored)
    except SystemExit as exit_:
        if exit_.code == _INTERRUPTED_THERE:
            raise KeyboardInterrupt from None
        return exit_.code if isinstance(exit_.code, int) else 0 if exit_.code is None else 2
    except SpecError as error:
        from symcheck.cli.failure import show_failure

        return show_failure(error, as_json=_wants_json(arguments))
    return 0


def _rejected(code: str, message: str, arguments: list[str]) -> int:
    from symcheck.base.diagnostic import Code, SpecError
    from symcheck.cli.failure import show_failure

    return show_failure(SpecError(Code(code), message), as_json=_wants_json(arguments))


def _internal_error(error: Exception, arguments: list[str]) -> int:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = "" if frame is None else f" in {frame.tb_frame.f_globals.get('__name__', '?')}, line {frame.tb_lineno}"
    message = f"internal error: {type(error).__name__}{place}: {str(error)[:300]}"
    _answer(message, INTERNAL_ERROR, arguments)
    _say(message)
    _say(f"This is a bug of symcheck, not of your specification. Please report it with the specification: {REPORT_TO}")
    if os.environ.get("SYMCHECK_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    return INTERNAL_ERROR


def _answer(message: str, code: int, arguments: list[str]) -> None:
    """The object that scripts wait for, where nothing is known."""
    if not _wants_json(arguments):
        return
    import json

    diagnostic = {"code": "internal", "message": message, "file": None, "line": None, "column": None, "hint": ""}
    whole = {"verdict": "unknown", "exit_code": code, "results": [], "diagnostics": [diagnostic], "stats": {}}
    sys.stdout.write(json.dumps(whole) + "\n")
    sys.stdout.flush()


def _wants_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or any(
        flag == "--format" and value == "json" for flag, value in pairwise(arguments)
    )


def _say(text: str) -> None:
    sys.stderr.write(f"symcheck: {text}\n")


if __name__ == "__main__":
    main()
