"""How an answer is tried, compared and told. The judge knows no exercise."""
