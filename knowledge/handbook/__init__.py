"""The handbook: the scenario scripts by group, and their format."""
