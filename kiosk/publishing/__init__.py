"""The write side: source folders become packs."""
