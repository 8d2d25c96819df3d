"""Accounts in the record: who may come in, who is in, keys, links, and log-ins that failed."""
