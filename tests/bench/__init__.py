"""`make bench`: figures of this machine, compared as ratios within one run. Never part of the test suite."""
