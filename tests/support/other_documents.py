"""Invented documents of other kinds, none of which a reader of spine reports may accept."""

from __future__ import annotations

from collections.abc import Iterator

STUDIES = (
    "CT HEAD WITHOUT CONTRAST", "MRI BRAIN", "CT CERVICAL SPINE", "MRI CERVICAL SPINE",
    "X-RAY CERVICAL SPINE", "X-RAY RIGHT KNEE", "X-RAY LEFT HIP", "X-RAY PELVIS AP", "CHEST PA",
    "CHEST X-RAY", "X-RAY LEFT HAND", "X-RAY RIGHT FOOT", "X-RAY ANKLE", "MRI RIGHT SHOULDER",
    "MRI LEFT KNEE", "CT ABDOMEN AND PELVIS", "CT CHEST WITH CONTRAST", "ULTRASOUND ABDOMEN",
    "ULTRASOUND OF THE THYROID", "MAMMOGRAPHY", "BONE SCAN", "PET-CT", "ECHOCARDIOGRAM",
    "CT SINUSES", "X-RAY SKULL", "X-RAY FOREARM", "X-RAY ELBOW", "MRI PELVIS", "CT ANGIOGRAM CHEST",
    "X-RAY FACIAL BONES", "CT TEMPORAL BONES", "MRI ORBITS", "X-RAY CLAVICLE", "X-RAY RIBS",
    "DOPPLER OF THE LEGS",
)  # fmt: skip
FINDINGS = (
    "No acute fracture. Mild degenerative changes.",
    "Fracture with marked osteopenia. No dislocation.",
)
BEGINNINGS = (
    "Dear Dr Example,\n\nThank you for referring this lady with back pain.",
    "CHIEF COMPLAINT: Back pain.\nHISTORY OF PRESENT ILLNESS: She fell.",
    "DISCHARGE SUMMARY\nHe was admitted with a fall. Hospital course: uneventful.",
    "PROGRESS NOTE\nSubjective: he denies pain. Objective: afebrile.",
    "PREOPERATIVE DIAGNOSIS: L1 fracture.\nANESTHESIA: General.",
    "Physiotherapy assessment: she was mobilising with a stick. Her pain is better.",
    "Ward round: she is stable. Prescribed paracetamol. Blood pressure 130/80.",
)
QUOTES = (
    "X-ray lumbar spine showed a compression fracture of L1.",
    "MRI LUMBAR SPINE\nCompression fracture of T12 with marrow edema.",
)
OTHERS = (
    "Take two eggs and a cup of flour. Bake for 20 minutes.",
    "Invoice 4711. Amount due: 120.00. Payment within 30 days.",
    "We randomised 120 women with vertebral fractures. The abstract was presented in May.",
    "Meeting minutes: the T12 form and the L1 form were discussed.",
    "def read(text):\n    return text.lower()\n",
    "<html><body><p>Compression of files with gzip</p></body></html>",
    '{"name": "report", "value": 3}',
    "name,age\nA,72\nB,80\n",
    "Gross description: received in formalin. Microscopic description: bone.",
    "Sinus rhythm, rate 72. Left ventricular function is preserved.",
    "Train T2 leaves for L1 at 10.40. No compression of seats is expected.",
    "Prescription: alendronate 70 mg once weekly, calcium 500 mg twice daily.",
    "Patient information: what is a compression fracture? It is a broken bone of the back.",
)


def other_documents() -> Iterator[str]:
    """A hundred and more of them."""
    for study in STUDIES:
        for findings in FINDINGS:
            yield f"{study}\n\nFINDINGS:\n{findings}\n"
    for beginning in BEGINNINGS:
        for quote in QUOTES:
            yield f"{beginning}\n\n{quote}\n"
            yield f"{quote}\n\n{beginning}\n"
    yield from OTHERS
