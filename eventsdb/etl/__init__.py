"""The parts that loading and reprocessing are made of: batches, the run they belong to, and storing them."""
