"""What the program costs, measured against Hugo on the same made-up archive."""
