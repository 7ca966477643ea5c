"""Who extracts: this process, processes beside it, or the workers of a cluster."""
