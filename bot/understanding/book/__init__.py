"""Questions on a book of customers, read into a typed query over a fixed grammar."""

from bot.understanding.book.question import Asked, Known, read_question

__all__ = ["Asked", "Known", "read_question"]
