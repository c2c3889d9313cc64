"""A source folder or a pack goes back out: one module for each format."""
