"""Emergencies: what went wrong, and who is on the way."""
