"""The value reading of TLA+: evaluation, successors, exhaustive search, replay; must not know terms or solvers."""
