"""Grade a class: each submission in a sandbox, judged from outside."""
