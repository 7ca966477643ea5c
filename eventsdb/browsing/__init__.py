"""Looking at a SQLite database in a browser, with Datasette (the extra `web`)."""
