"""Emergency: whether help comes in time."""
