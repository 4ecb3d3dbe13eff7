"""Searches in processes of their own, with their deadlines and their memory; must not know what they search."""
