"""Style, types and the direction of imports."""
