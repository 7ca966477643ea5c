"""Canned and ad-hoc queries, read-only."""
