"""Exercises of chapter 00: axes, broadcasting, masks, index arrays and the matrix product."""

ORDER = ("row_shares", "standardize", "average_three", "share_right", "pick", "scores")
OFFERS = ()
