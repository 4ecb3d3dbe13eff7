"""Temporal formulas on values: automata, fair cycles, lassos; must not know how states are visited."""
