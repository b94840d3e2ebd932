"""Reads orders of others: one module for each way in which they arrive."""
