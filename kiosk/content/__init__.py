"""The read side of a pack."""
