"""What names denote, through scopes, instances and selectors; must not know configurations."""
