"""Who may get how much of what: tiers (档位), releases (货源投放), caps, agreed quantities, and how they worked out."""
