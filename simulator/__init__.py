"""A ServiceTitan on your machine: tokens, listings, export feeds, limits and faults over real HTTP.

Used by the demo, the tests and the benchmark. Nothing that runs in production imports it, and it reads
nothing of the extractor: what it offers is declared in `simulator.endpoints`, what objects look like in
`simulator.shapes`, and who the company is in `simulator.company`, of which `core` states the totals.

    python -m simulator --customers 200        serves a company and prints where, with the credentials
    simulator.process.SimulatorProcess(...)    the same from Python, as a `with` block
    simulator.control.Control(url)             changes the company, moves its clock, arms faults
"""
