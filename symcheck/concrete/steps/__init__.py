"""How the steps of a specification are found: actions as searches for successors; must not know who walks states."""
