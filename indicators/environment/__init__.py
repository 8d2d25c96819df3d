"""Environment: what the city breathes and hears."""
