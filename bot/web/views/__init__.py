"""One file a page: a visit in, a page of what the use cases found out."""
