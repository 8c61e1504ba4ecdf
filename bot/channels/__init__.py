"""Channels: each a small package that turns its updates into Said or Pressed and sends a Reply."""
