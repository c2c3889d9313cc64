"""CPSV-AP, the EU's vocabulary of public services: reading graphs, and what its properties are called."""
