"""What the specifications offer for reading and the catalogue leaves out on purpose: `left_out.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

LEFT_OUT_FILE = Path(__file__).with_name("left_out.yml")


def read_left_out(file: Path = LEFT_OUT_FILE) -> Mapping[str, str]:
    """Reason by full path.

    Raises:
        ValueError: a path stands twice, or a reason is missing; the message names it.
    """
    reasons: dict[str, str] = {}
    for group in yaml.safe_load(file.read_text(encoding="utf-8")):
        for base, paths in group["paths"].items():
            for path in paths:
                full_path = f"/{base}/tenant/{{tenant}}/{path}"
                if full_path in reasons or not group.get("reason"):
                    raise ValueError(f"{file.name}: {full_path} stands twice or without a reason")
                reasons[full_path] = group["reason"]
    return reasons
