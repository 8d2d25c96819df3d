"""The steps, each named for what it brings; `revision` and `down_revision` chain them."""
