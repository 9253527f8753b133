"""Trains, measures and exports the intent model."""
