"""Traffic: how the streets run."""
