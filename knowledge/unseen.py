"""Characters that change what a text seems to say and that no reader sees."""

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Soft hyphens, zero widths, turns of direction: for the inside of a pattern's brackets."""
