"""Init and Next as branches that give every variable a value, and whether there is one; must not know layouts."""
