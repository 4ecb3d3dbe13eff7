"""`symcheck version`; must not load anything that takes time."""

from __future__ import annotations

import typer


def version() -> None:
    """Print the versions of symcheck and of the solvers it runs on."""
    import platform
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    import symcheck

    typer.echo(f"symcheck {symcheck.__version__}")
    typer.echo(f"python {platform.python_version()}")
    for package in ("z3-solver", "python-sat", "pysmt"):
        try:
            typer.echo(f"{package} {installed(package)}")
        except PackageNotFoundError:
            typer.echo(f"{package} is missing")
