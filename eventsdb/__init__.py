"""eventsdb: an event database for news, in plain SQL."""

__version__ = "0.1.0"
