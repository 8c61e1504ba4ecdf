"""The officers' queue: found in the log, read by officers alone, decided once and for good."""
