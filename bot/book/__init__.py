"""A question on a book of customers, typed: conditions, order, limit; and their words."""
