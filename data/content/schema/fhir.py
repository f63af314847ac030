"""Models of codes of other systems, which FHIR carries beside our own words."""

from typing import Annotated, Literal

from pydantic import Field

from data.input.model import NOTHING, Items, Model


class CodeModel(Model):
    """A LOINC code and how far it was checked; `says` tells several of one order apart."""

    code: Annotated[str, Field(pattern=r"^\d{1,5}-\d$")]
    checked: Literal["published list", "check digit"]
    says: str = ""


class FhirFileModel(Model):
    """fhir.toml; `gender` is a finding with values of FHIR's administrative gender."""

    copyright: str = ""
    document: CodeModel | None = None
    gender: str = ""
    issues: Items[str] = ()
    order: dict[str, Annotated[Items[CodeModel], Field(min_length=1)]] = NOTHING
    observation: dict[str, CodeModel] = NOTHING
    pooled: dict[str, int] = NOTHING
