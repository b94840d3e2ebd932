"""The tests of OrderOps: quick, with the standard library alone, and without a network or a clock."""
