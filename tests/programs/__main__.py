"""`python -m tests.programs`: fetches what is missing; exit 1 when something cannot be had."""

import sys

from tests.programs.fetch import fetch_all

if __name__ == "__main__":
    sys.exit(fetch_all())
