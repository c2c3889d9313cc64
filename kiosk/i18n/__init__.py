"""Interface catalogues, the fallback chain, and formats of each language."""
