"""Transition systems over terms; must not know TLA+."""
