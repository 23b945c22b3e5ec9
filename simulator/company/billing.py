"""Estimates, invoices and payments of a job. Amounts are whole cents until they are written."""
