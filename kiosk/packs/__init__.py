"""What a pack is: schema, canonical rows, hash, slots and state."""
