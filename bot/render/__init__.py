"""Results to messages, buttons and contract JSON: pure functions that know no store."""
