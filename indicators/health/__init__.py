"""Public health: what spreads, and whether hospitals can take it."""
