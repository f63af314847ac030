"""Answers that cannot both be right (section 3.0, X01 to X15, without X14)."""

from __future__ import annotations

from engine.model.answers import Answers
from engine.spine.safety.conditions import Condition, above, at_least, at_most, is_in, number
from engine.spine.safety.definitions import PREGNANT, T_SCORE_KNOWN
from engine.spine.safety.levels import MRI_DENIED


def _impossible_duration(answers: Answers) -> bool:
    treated, since = number(answers, "conservative_weeks"), number(answers, "weeks_since_onset")
    return treated is not None and since is not None and treated > since


MRC_CONTRADICTS = is_in("motor_deficit", "none") & at_most("mrc_grade_worst", 4)
SCORE_WITHOUT_DXA = is_in("dxa_status", "not_done") & T_SCORE_KNOWN

CONTRADICTIONS = {
    "X01": Condition(_impossible_duration),
    "X02": is_in("back_pain", "none") & above("pain_nrs", 0),
    "X03": is_in("sex", "male") & PREGNANT,
    "X04": MRI_DENIED,
    "X05": SCORE_WITHOUT_DXA,
    "X06": MRC_CONTRADICTS,
    "X07": at_least("temperature_c", 38.0) & is_in("fever", "no"),
    "X08": is_in("steroid_use", "none") & above("prednisone_equivalent_mg_day", 0),
    "X10": is_in("mechanism", "low_energy") & at_least("fall_height_m", 3),
    "X15": is_in("menopause_status", "pre") & at_least("age_years", 60),
}
"""Answers that cannot both be right.

X09 is "not an error", X11 compares with the wording of a report, X12 resolves itself to the larger
grade and X13 to the lower kidney figure; these four withhold nothing.
"""

CONTRADICTORY = Condition(parts=tuple(CONTRADICTIONS.values()))
