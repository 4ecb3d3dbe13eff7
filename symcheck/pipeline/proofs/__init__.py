"""What makes a proof of an engine's word, and says it as TLA+; must not know engines."""
