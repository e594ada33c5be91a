"""What ships: the wheel, and what the project says of itself."""
