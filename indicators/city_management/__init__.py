"""City management: whether what was reported is put right when promised."""
