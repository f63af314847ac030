"""HL7 FHIR R4 (4.0.1): the questionnaire of a pathway, and a session as a document."""
