"""Recipe of the sequence encoder."""
