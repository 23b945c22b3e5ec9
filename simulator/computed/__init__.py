"""Answers that are reckoned from a company's objects and not kept as such: reports, capacity, cost summaries."""
