"""The company: deterministic from its seed, scaled by the number of its customers, with a hand-made core."""

from simulator.company.assemble import build_company
from simulator.company.build import CompanySpec

__all__ = ["CompanySpec", "build_company"]
