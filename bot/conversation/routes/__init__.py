"""What the bot does with what was said or pressed: each function a route from a turn to posts."""
