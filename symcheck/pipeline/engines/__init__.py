"""The engines by name, each as the order of encoding, searching and telling; must not know how anything is shown."""
