"""What a chapter has its reader write, as plain functions, and the bricks do not need."""
