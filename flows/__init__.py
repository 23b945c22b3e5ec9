"""Extract, then transform: what `make sync`, the schedule and the demo run."""
