"""What registries answer, as far as it is used.

Apart from those who ask, because a look without registries needs none of it.
"""

from __future__ import annotations

from pydantic import BaseModel, Field


class _Data(BaseModel):
    value: object = None


class _Value(BaseModel):
    type: str = ""
    data: _Data = _Data()


class Handle(BaseModel):
    """doi.org's record of one DOI."""

    code: int = Field(alias="responseCode")
    values: tuple[_Value, ...] = ()

    @property
    def target(self) -> str:
        """The address that the DOI leads to."""
        targets = (str(one.data.value) for one in self.values if one.type == "URL")
        return next(targets, "")


class _Message(BaseModel):
    total: int = Field(alias="total-results")


class Works(BaseModel):
    """How many works Crossref has found."""

    message: _Message


class _Record(BaseModel):
    id: str


class Registered(BaseModel):
    """DataCite's record of one DOI."""

    data: _Record


class _Object(BaseModel):
    kind: str = Field("", alias="__typename")


class Repository(BaseModel):
    """A repository as GitHub sees it."""

    name: str = Field(alias="nameWithOwner")
    archived: bool = Field(default=False, alias="isArchived")
    object: _Object | None = None


class _Complaint(BaseModel):
    type: str = ""
    path: tuple[str | int, ...] = ()


class Repositories(BaseModel):
    """GitHub's answer about many repositories."""

    data: dict[str, Repository | None]
    errors: tuple[_Complaint, ...] = ()


class Model(BaseModel):
    """A model, data set or space as Hugging Face sees it."""

    id: str
    gated: bool | str = False
    disabled: bool = False


class Complaint(BaseModel):
    """What Hugging Face says when it shows nothing."""

    error: str


class _Snapshot(BaseModel):
    available: bool = False
    url: str = ""
    status: str = "200"


class _Snapshots(BaseModel):
    closest: _Snapshot | None = None


class Copies(BaseModel):
    """What the Wayback Machine has of one page."""

    snapshots: _Snapshots = Field(alias="archived_snapshots")
