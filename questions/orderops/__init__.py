"""OrderOps, the order backend of a shop that sells kitchen goods online."""
