"""Extractions to identities: the same actor, place, event or claim over all articles."""
