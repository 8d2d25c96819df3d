"""Infrastructure: what the city senses with."""
