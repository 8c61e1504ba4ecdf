"""Results to screens and to the contract's JSON: pure functions, no markup, nothing opened."""
