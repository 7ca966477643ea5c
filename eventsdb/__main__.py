"""Run the command line with ``python -m eventsdb``."""

from eventsdb.cli import main

if __name__ == "__main__":
    main()
