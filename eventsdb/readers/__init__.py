"""Bytes to articles: one module a format, cleaning, publication date, language."""
