"""A ServiceTitan on your machine: tokens, listings, export feeds, limits and faults over real HTTP.

Used by the demo, the tests and the benchmark. Nothing that runs in production imports it, and it reads
nothing of the extractor: what it offers is declared in `simulator.endpoints`.
"""
