"""Trains and exports the text encoder."""
