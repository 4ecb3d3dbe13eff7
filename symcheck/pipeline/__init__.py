"""The order of things, from a specification's path to outcomes; must not know how anything is shown."""
