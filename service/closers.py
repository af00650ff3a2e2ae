"""The areas that have something to record when a day is closed, in the order in which they do."""

from service import contacts, promises
from service.complaints import complaints
from service.evaluation import grades

CLOSERS = (promises.CLOSER, complaints.CLOSER, contacts.CLOSER, grades.CLOSER)
