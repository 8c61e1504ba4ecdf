"""How a brief is made: the case, the scenarios chosen, the lines composed, the last gate."""
