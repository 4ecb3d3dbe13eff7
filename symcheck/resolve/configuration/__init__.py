"""What a configuration asks for, put into the specification; must not know the forms of expressions."""
