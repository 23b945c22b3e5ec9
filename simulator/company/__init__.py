"""The company: deterministic from its seed, scaled by the number of its customers, with a hand-made core."""

from simulator.company.build import CompanySpec, build_company

__all__ = ["CompanySpec", "build_company"]
