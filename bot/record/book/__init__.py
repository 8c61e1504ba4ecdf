"""A typed query held against records: who meets it, by which facts, in what order."""
