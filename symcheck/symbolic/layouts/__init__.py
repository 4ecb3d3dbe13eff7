"""How state variables are laid out in solver variables, and how that is inferred; must not know searches."""
