"""Whether the properties would notice a wrong design; must not know how anything is checked."""
