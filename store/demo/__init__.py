"""An invented book to try the assistant on: two teams, their customers, the shelf, some history."""

from store.demo.book import Filled, fill

__all__ = ["Filled", "fill"]
