"""Complaints (投诉): their life by ISO 10002, and the policy that gives their deadlines."""
