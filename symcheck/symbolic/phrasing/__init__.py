"""What formulas over solver variables say of a specification's own variables, as TLA+; must not know who asks."""
