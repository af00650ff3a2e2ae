"""Public holidays as a well-kept library knows them, taken into a policy once, when it is published."""

from importlib.metadata import version

from domain.complaints.policy import Calendar


def china() -> Calendar:
    """The holidays of China with the weekend days worked in exchange, of every year the library knows.

    It has them from the yearly notices of the State Council; a year without a notice is not guessed.
    """
    # Imported here: only publishing needs it. It comes without types.
    from chinese_calendar.constants import holidays, workdays  # type: ignore[import-untyped]

    return Calendar(
        days_off=set(holidays),
        working_days=set(workdays),
        known_years={day.year for day in holidays},
        calendar_version=f"chinesecalendar {version('chinesecalendar')}",
    )


def none() -> Calendar:
    """None: all there are stand in the policy's file."""
    return Calendar(days_off=(), working_days=(), known_years=(), calendar_version="no library")
