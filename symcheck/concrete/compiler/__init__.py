"""How expressions become functions: one file per family of constructs; must not know how steps are searched for."""
