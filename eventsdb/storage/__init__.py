"""The database: the whole schema, engines, migrations and writing."""
