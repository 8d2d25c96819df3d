"""Ways: the road network, journeys on it, how far one gets, and which streets a trace followed."""
