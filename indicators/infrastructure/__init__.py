"""Infrastructure: whether what the city sees with, and what carries its data, works."""
