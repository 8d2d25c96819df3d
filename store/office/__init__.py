"""The office's part of the record: shifts and alarms as they stand, and what was asked under which key."""
