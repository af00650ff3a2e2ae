"""The catalogue: which articles (品规) there are, what they cost, and how they sell."""
