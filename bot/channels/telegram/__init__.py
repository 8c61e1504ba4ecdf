"""Telegram as a channel; the only package that knows python-telegram-bot."""
