"""Sales anomalies (销售异动): departures from a customer's own pattern, each a case that needs an action."""
