"""Derived findings: what follows from several answers and no single cell can say.

Each function reads raw answers and returns one value. Like everything here they are total: where
the inputs do not settle the result it is UNKNOWN, never the reassuring value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.library import Derive
from engine.spine.derivations import film_and_ct, history, markers, mri

FUNCTIONS: Final[Mapping[str, Derive]] = {
    function.__name__: function
    for function in (
        film_and_ct.cemented_level,
        film_and_ct.film_destruction,
        film_and_ct.film_grade,
        film_and_ct.film_retropulsion,
        film_and_ct.genant_mismatch,
        film_and_ct.level_not_numbered,
        film_and_ct.lumbar_deformity,
        film_and_ct.reported_age,
        film_and_ct.thoracic_level,
        film_and_ct.ungraded_levels,
        history.any_t_score,
        history.body_mass_index,
        history.bone_harming_drug,
        history.calcium,
        history.calcium_basis,
        history.esr_raised,
        history.first_line_failed,
        history.fracture_stated,
        history.frax_hip_above_major,
        history.impossible_duration,
        history.infection_host,
        history.kidney_basis,
        history.kidney_disagreement,
        history.kidney_function,
        history.lowest_t_score,
        history.past_anabolic,
        history.past_bisphosphonate,
        history.past_denosumab,
        history.pregnant,
        mri.acuity,
        mri.spondylolisthesis,
        mri.fracture_count,
        mri.fracture_line,
        mri.ligaments,
        mri.mri_cleft,
        markers.crp_course,
        markers.esr_course,
        mri.mri_infection,
        mri.endplate_eroded,
        mri.mri_malignancy,
        mri.mri_retropulsion,
        mri.mri_read,
        mri.of_class,
    )
}
"""The derivations that content may name, by name."""
