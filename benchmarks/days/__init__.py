"""Real days: what the models say of what real cities wrote down, one file a subject."""
