"""What every other room may use: types, random numbers, checks at the door, atomic files."""
