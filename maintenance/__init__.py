"""Commands for those who maintain the project; no part of what runs in production."""
