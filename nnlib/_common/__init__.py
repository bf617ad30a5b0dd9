"""What every other room may use: types, random numbers, checks, atomic files, old names."""
