"""Forms: what they ask, the rules between their questions, and a form that somebody fills in."""
