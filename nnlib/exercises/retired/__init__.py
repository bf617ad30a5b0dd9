"""Exercises that the course no longer asks for, so that notebooks with them go on working.

A file is named after its chapter and its id, ``chapter03_xor_by_hand.py``; nothing else about it
is different. If nothing but the exercise needs its reference, that moves here as well.
"""
