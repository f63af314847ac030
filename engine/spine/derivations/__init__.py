"""Derived findings: what follows from several answers and no single cell can say.

Each function reads raw answers and returns one value. Like everything here they are total: where
the inputs do not settle the result it is UNKNOWN, never the reassuring value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.library import Derive
from engine.spine.derivations import history, markers, mri, radiograph

FUNCTIONS: Final[Mapping[str, Derive]] = {
    function.__name__: function
    for function in (
        radiograph.cemented_level,
        radiograph.film_destruction,
        radiograph.film_grade,
        radiograph.film_retropulsion,
        radiograph.genant_mismatch,
        radiograph.level_not_numbered,
        radiograph.lumbar_deformity,
        radiograph.reported_age,
        radiograph.thoracic_level,
        radiograph.ungraded_levels,
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
