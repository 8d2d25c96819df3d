"""Areas: whole districts, filled by how an indicator stands there."""
