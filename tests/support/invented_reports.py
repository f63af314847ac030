"""Sentences invented in the style of real reports, and what may be proposed from each.

All are invented: no patient stands behind them. `?` before a name means that the sentence is shown
and the question asked.
"""

from __future__ import annotations

FILM, CT, MRI = "X-RAY LUMBAR SPINE", "CT THORACIC AND LUMBAR SPINE", "MRI LUMBAR SPINE"

CASES = [
    # Levels, on film.
    (FILM, "Mild anterior wedging of L1.", "L1 L1.shape=wedge"),
    (FILM, "There is a compression fracture of T12 with 40% loss of height.", "T12 T12.loss=40"),
    (FILM, "Old compression fractures at T11, L1 and L3.", "T11 L1 L3"),
    (FILM, "L2 osteoporotic compression fracture, unchanged.", "L2"),
    (FILM, "T12: moderate wedge compression deformity.", "T12 T12.shape=wedge"),
    (FILM, "The L1 vertebral body shows approximately 30% loss of height.", "L1 L1.loss=30"),
    (FILM, "Loss of height of L3 by 25-30%.", "L3 ?L3.loss"),
    (FILM, "Compression fracture of L1 with less than 25% loss of height.", "L1 ?L1.loss"),
    (FILM, "Compression fractures of T12 and L1 with 30% loss of height.",
     "T12 L1 ?T12.loss ?L1.loss"),
    (FILM, "Biconcave deformity of L4.", "L4 L4.shape=biconcave"),
    (FILM, "Partial collapse of the body of D12.", "T12"),
    (FILM, "T11 through L1 compression fractures.", "?T11 ?T12 ?L1"),
    (FILM, "L1-L2 compression deformity.", "?L1 ?L2"),
    (FILM, "Wedge compression of several mid thoracic vertebral bodies.", "?levels"),
    (FILM, "Possible compression fracture of L2.", "?L2"),
    (FILM, "Compression fracture of L2 cannot be excluded.", "?L2"),
    (FILM, "Compression fracture of T12? Clinical correlation.", "?T12"),
    (FILM, "No compression fracture of L2.", ""),
    (FILM, "L2 compression fracture is not seen.", ""),
    (FILM, "Compression fracture of L1. Disc space narrowing at L4-L5.", "L1 degenerative=single"),
    (FILM, "Anterior wedging of D12, disc bulges at L2/L3 and L4/L5.", "T12 T12.shape=wedge"),
    (FILM, "Fracture of the right L2 transverse process.", ""),
    (FILM, "Rib fractures on the left.", ""),
    (FILM, "Height of L1 is maintained.", ""),
    (FILM, "The T12 vertebral body is normal. Superior endplate compression of L1.", "L1"),
    (FILM, "Crush fracture of T8 with cement in situ after vertebroplasty.",
     "T8 T8.shape=crush T8.cemented=yes"),
    (FILM, "Compression fracture of L1 treated with kyphoplasty. Fracture of L2.",
     "L1 L1.cemented=yes L2"),
    (FILM, "Compression fracture of L1. Vertebroplasty is planned.", "L1"),
    (FILM, "Previous study showed compression fracture of L4.", "?L4"),
    (FILM, "MRI is recommended to exclude compression fracture of L4.", ""),
    (FILM, "Her mother had a compression fracture of L4.", ""),
    (FILM, "New compression fracture of T12 beside the old compression fracture of L2.", "T12 L2"),
    (FILM, "Slight anterior wedging of T11 and T12 which is likely physiologic.", "?T11 ?T12"),
    (FILM, "Compression fractures involving T6 through T8.", "?T6 ?T7 ?T8"),
    (FILM, "Wedge compression fracture of D12, old. Rib fracture.", "T12 T12.shape=wedge"),
    (FILM, "Acute T12 compression fracture. No acute fracture elsewhere.", "T12"),
    (FILM, "Acute T12 compression fracture. No acute fracture in the lumbar spine.",
     "T12 ?no_fracture"),
    (FILM, "Compression fracture of L1. No evidence of fracture at other levels.", "L1"),
    (FILM, "No compression fracture except for L1.", ""),
    (FILM, "Recommend: Evaluate for osteoporosis with DEXA scan.", ""),
    # Retropulsion and the posterior wall.
    (CT, "Burst fracture of L1 with 5 mm retropulsion.", "L1 L1.retropulsion=yes"),
    (CT, "Burst fracture of L1 with retropulsed fragment of 6 mm and 30% canal compromise.",
     "L1 L1.retropulsion=yes compromise=30"),
    (CT, "Compression fracture of T12 without retropulsion.", "T12 T12.retropulsion=no"),
    (CT, "T12 compression fracture. No retropulsion.", "T12 T12.retropulsion=no"),
    (CT, "T12 compression fracture with no significant retropulsion.", "T12 ?T12.retropulsion"),
    (CT, "Compression fractures of T12 and L2. No retropulsion.",
     "T12 L2 ?T12.retropulsion ?L2.retropulsion"),
    (CT, "L1 fracture with possible retropulsion.", "L1 ?L1.retropulsion"),
    (CT, "L1 burst fracture, the posterior wall is intact.", "L1 L1.wall=no"),
    (CT, "L1 burst fracture with involvement of the posterior wall.", "L1 L1.wall=yes"),
    (CT, "L1 burst fracture with canal compromise of 20 to 30%.", "L1 ?compromise"),
    (CT, "Wedge fracture of T12, no retropulsion. Burst fracture of L2 with retropulsion of 4 mm.",
     "T12 T12.shape=wedge T12.retropulsion=no L2 L2.retropulsion=yes"),
    # Film words.
    (FILM, "No acute fracture.", "no_fracture=yes"),
    (FILM, "No evidence of acute fracture or subluxation.", "no_fracture=yes"),
    (FILM, "No displaced rib fractures.", ""),
    (FILM, "No new fracture. Old compression fracture of L1.", "L1"),
    (FILM, "No acute fracture of the left hip.", ""),
    (FILM, "Moderate osteopenia.", "demineralisation=moderate"),
    (FILM, "Mild to moderate bony demineralization.", "?demineralisation"),
    (FILM, "Generalized osteopenia.", "demineralisation=present_ungraded"),
    (FILM, "Osteopenia of the left foot.", ""),
    (FILM, "Multilevel degenerative changes.", "degenerative=multilevel"),
    (FILM, "Degenerative changes at L3, L4 and L5.", "degenerative=multilevel"),
    (FILM, "Advanced spondylosis.", "degenerative=advanced"),
    (FILM, "Degenerative changes of the hips.", ""),
    (FILM, "Degenerative changes of the spine.", "degenerative=present_ungraded"),
    (FILM, "No spondylolisthesis.", "slip=none"),
    (FILM, "No significant spondylolisthesis.", "slip=non_significant"),
    (FILM, "Grade 1 anterolisthesis of L4 on L5.", "slip=grade_1"),
    (FILM, "Grade II spondylolisthesis of L5 on S1.", "slip=grade_2"),
    (FILM, "Spondylolisthesis of L5 on S1, grade II.", "?slip"),
    (FILM, "Grade 1-2 spondylolisthesis at L4-L5.", "?slip"),
    (FILM, "Mild degenerative anterolisthesis of L4.", "slip=present_ungraded"),
    (FILM, "Grade 1 slip of C4 on C5, an anterolisthesis.", "?slip"),
    (MRI, "Grade III spondylolisthesis of L5 over S1.", "slip=grade_3_to_5"),
    (MRI, "No significant listhesis.", "?slip"),
    (MRI, "Grade I spondylolisthesis at L4-5. Grade II spondylolisthesis at L5-S1.", "?slip"),
    (FILM, "Local kyphosis of 22 degrees at L1.", "kyphosis=22"),
    (FILM, "No lytic lesion.", "?lytic"),
    (FILM, "Features of muscle spasm.", ""),
    # MRI.
    (MRI, "Compression fracture of L1 with bone marrow oedema.", "L1 L1.stir=hyper"),
    (MRI, "L1 compression fracture with increased STIR signal.", "L1 L1.stir=hyper"),
    (MRI, "L1 compression fracture without marrow edema.", "L1 L1.stir=normal"),
    (MRI, "Old L1 compression fracture. New T12 compression fracture with marrow edema.",
     "L1 T12 T12.stir=hyper"),
    (MRI, "Compression fracture of L1. Marrow edema of the sacral ala.", "L1"),
    (MRI, "Modic type 1 change with marrow edema at L4-L5.", ""),
    (MRI, "T1 and T2 weighted images were obtained. High T2 signal in the L5-S1 disc.", ""),
    (MRI, "Compression of the right L4 nerve root.", ""),
    (MRI, "Disc bulge at L4-5 compressing the thecal sac.", ""),
    (MRI, "Moderate spinal canal stenosis.", "canal=moderate"),
    (MRI, "Moderate foraminal stenosis at L4-L5.", ""),
    (MRI, "Adequate spinal canal.", "canal=none"),
    (MRI, "No spinal canal stenosis.", "canal=none"),
    (MRI, "The cord is compressed at L1.", ""),
    (MRI, "T12 compression fracture with fluid sign.", "T12 T12.fluid=yes"),
    (MRI, "L1 and L2 hemangiomas.", ""),
    (MRI, "Right T3 and left T8 sensory levels.", ""),
    (MRI, "Multiple marrow lesions.", "?marrow"),
    (MRI, "Spinal canal stenosis at L3/4, moderate; at L4/5, severe.", "?canal"),
    (MRI, "L1 compression fracture. Marrow edema in the facet joints.", "L1 ?L1.stir"),
    (MRI, "L1 and L3 compression fractures, the latter with marrow edema.",
     "L1 L3 ?L1.stir ?L3.stir"),
    (MRI, "Interval resolution of marrow edema at L1 compression fracture.", "?L1.stir"),
    (CT, "L1 burst fracture with minimal, if any, retropulsion.", "?L1"),
    (MRI, "Compression of D8, D10 & L1 with marrow oedema in D10.", "T8 T10 L1 T10.stir=hyper"),
    (MRI, "Sequences: sagittal T1, T2.\nCompression fracture of L1.", "L1"),
    (MRI, "Compression fractures of T12 and L2. No marrow edema.",
     "T12 L2 ?T12.stir ?L2.stir"),
    (MRI, "Compression fracture of L3. STIR hyperintensity at the L5-S1 endplates.", "L3"),
    (MRI, "6 x 8 x 25 mm mass at the L1 level.", ""),
]  # fmt: skip

SHORT = {
    "xray_levels": "levels", "mri_levels": "levels", "height_loss_pct": "loss",
    "xray_no_acute_fracture_stated": "no_fracture", "xray_demineralisation": "demineralisation",
    "xray_degenerative": "degenerative", "xray_spondylolisthesis": "slip",
    "mri_spondylolisthesis": "slip",
    "xray_kyphosis_deg": "kyphosis", "xray_lytic_or_destructive": "lytic",
    "retropulsed_fragment": "retropulsion", "posterior_wall": "wall", "fluid_sign": "fluid",
    "canal_stenosis": "canal", "canal_compromise_pct": "compromise",
    "other_marrow_lesions": "marrow", "intravertebral_cleft": "cleft",
}  # fmt: skip


def short(name: str, value: object) -> str:
    """A proposal as the cases write it."""
    words = [SHORT.get(word, word) for word in name.split(".")]
    if len(words) > 1:
        words = words[1:]
    name = ".".join(words)
    if value is None:
        return f"?{name}"
    shown = f"{value:g}" if isinstance(value, float) else value
    return name if len(words) == 1 and value == "yes" and name[0] in "TL" else f"{name}={shown}"
