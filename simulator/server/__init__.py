"""The HTTP side: the gateway, the two kinds of read, the faults and the control routes."""
