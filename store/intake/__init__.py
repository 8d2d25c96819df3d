"""The intake's part of the record: signals as they stand, their log, and what people said of cameras' hits."""
