"""Sanitation: what keeps the streets clean."""
