"""Places: what stands still and matters, stations first."""
