"""Telegram's side: handlers parse and send, services decide, render puts into words."""
