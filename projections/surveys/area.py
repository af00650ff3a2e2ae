"""The read tables of surveys and satisfaction."""

from projections.fold.area import ReadArea
from projections.surveys.satisfaction_metrics import SATISFACTION_METRICS
from projections.surveys.survey_answers import SURVEY_ANSWERS
from projections.surveys.surveys import SURVEYS

AREA = ReadArea("surveys", tables=(SURVEYS, SURVEY_ANSWERS, SATISFACTION_METRICS))
