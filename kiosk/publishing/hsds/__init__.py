"""The Human Services Data Specification 3.0: reading it, taking it in, giving it out."""
