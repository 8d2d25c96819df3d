"""Traffic: how much longer the way takes than it should."""
