"""Counterexamples as values: behaviors, their text and their interchange form; must not know how they were found."""
