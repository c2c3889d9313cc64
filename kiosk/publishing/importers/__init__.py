"""What a city already has becomes a source folder: one module for each format, and one for landing it."""
