"""What can be asked of every kind of set: elements, membership, size, order, a choice; must not know expressions."""
