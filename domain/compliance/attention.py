"""What we owe a customer by how they keep the law: education to win them over (教育), inspection (稽查)."""

from datetime import date, timedelta


def due_on(since: date, last: date | None, every_days: int) -> date:
    """The day by which the next contact is owed: `every_days` after the last one, but not before the day `since`.

    That is the day on which the customer came into the class; who never had such a contact is owed it then.
    """
    return since if last is None else max(since, last + timedelta(every_days))
