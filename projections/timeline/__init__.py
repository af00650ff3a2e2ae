"""The sentence that is printed of each kind of event, and what it states: `customer_timeline`."""
