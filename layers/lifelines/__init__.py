"""Lifelines: water, gas and bridges, on which everything else depends."""
