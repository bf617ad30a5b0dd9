"""What the course measures about itself; every figure is from one run on one machine."""
