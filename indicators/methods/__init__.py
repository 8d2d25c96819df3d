"""Methods: statistics that several indicators share, each once, pure and vectorised over areas."""
