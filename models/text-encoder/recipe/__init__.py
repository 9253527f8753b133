"""Training recipe of the text encoder."""
