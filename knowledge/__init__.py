"""The handbook, its retrieval, the compliance rules and their checker; knows no customer store."""
