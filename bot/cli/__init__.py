"""The commands of the public contract, one file a concern."""
