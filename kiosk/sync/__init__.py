"""How packs arrive: trust, transport, deltas, slots."""
