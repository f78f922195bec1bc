"""Operators: their names, their employment, and by which generation their tokens count."""

from dataclasses import dataclass
from typing import cast

from chathub.ids import CompanyId, OperatorId, OrganizationId
from chathub.protocol.resources import Operator, OperatorStatus
from chathub.store.transaction import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class StoredOperator:
    """One operator's row, with where it belongs."""

    id: OperatorId
    organization: OrganizationId
    organization_name: str
    company: CompanyId
    name: str
    status: OperatorStatus
    token_generation: int
    face: str | None
    """The name of its picture."""

    @property
    def resource(self) -> Operator:
        """As colleagues see it."""
        return Operator(id=self.id, name=self.name, status=self.status, face=face_path(self.face))


_SELECT = (
    "SELECT p.id, p.organization_id, o.name, o.company_id, p.name, p.status, p.token_generation, p.face"
    " FROM operators p JOIN organizations o ON o.id = p.organization_id"
)


def face_path(face: str | None) -> str | None:
    """Where the picture is served."""
    return f"/faces/{face}.webp" if face else None


def _resource(row: Row | None) -> Operator:
    """A row of `_RETURNING`."""
    assert row is not None  # it was just made, or the caller has checked that it exists
    return Operator(id=row[0], name=row[1], status=cast("OperatorStatus", row[2]), face=face_path(row[3]))


_RETURNING = "RETURNING id, name, status, face"


def _operator(row: Row | None) -> StoredOperator | None:
    return StoredOperator(*row) if row else None


async def insert_operator(transaction: Transaction, organization: OrganizationId, name: str) -> Operator:
    """A new, active operator."""
    row = await transaction.row(
        f"INSERT INTO operators (organization_id, name, created_at) VALUES (:organization, :name, :now) {_RETURNING}",
        organization=organization,
        name=name,
        now=transaction.clock(),
    )
    return _resource(row)


async def operator_by_id(reader: Reader, id: OperatorId) -> StoredOperator | None:
    """The operator, whatever its status, or None."""
    return _operator(await reader.row(f"{_SELECT} WHERE p.id = :id", id=id))


async def operators_of(reader: Reader, organization: OrganizationId) -> list[StoredOperator]:
    """An organization's operators of every status, by id."""
    rows = await reader.rows(
        f"{_SELECT} WHERE p.organization_id = :organization ORDER BY p.id", organization=organization
    )
    return [StoredOperator(*row) for row in rows]


async def first_operator_of(reader: Reader, login: str) -> StoredOperator | None:
    """The first active operator of the company with this login, or None."""
    return _operator(
        await reader.row(
            f"{_SELECT} JOIN companies c ON c.id = o.company_id WHERE c.login = :login AND p.status = 0"
            " ORDER BY p.id LIMIT 1",
            login=login,
        )
    )


async def set_operator_status(transaction: Transaction, id: OperatorId, status: OperatorStatus) -> Operator:
    """Another status; unless it is active, the tokens of before count no more, for good."""
    row = await transaction.row(
        f"UPDATE operators SET status = :status, token_generation = token_generation + :ended WHERE id = :id {_RETURNING}",
        status=status,
        ended=int(status != 0),
        id=id,
    )
    return _resource(row)


async def set_operator_name(transaction: Transaction, id: OperatorId, name: str) -> Operator:
    """Another name, from now on: what was written keeps the name it was written under."""
    row = await transaction.row(f"UPDATE operators SET name = :name WHERE id = :id {_RETURNING}", name=name, id=id)
    return _resource(row)


async def set_operator_face(transaction: Transaction, id: OperatorId, face: str | None) -> Operator:
    """Another picture, or none."""
    return _resource(
        await transaction.row(f"UPDATE operators SET face = :face WHERE id = :id {_RETURNING}", face=face, id=id)
    )


async def is_a_face(reader: Reader, face: str) -> bool:
    """Whether the picture is any operator's."""
    return await reader.row("SELECT 1 FROM operators WHERE face = :face LIMIT 1", face=face) is not None


async def active_name(reader: Reader, organization: OrganizationId, id: OperatorId) -> str | None:
    """The name of an active operator of the organization; None for anybody else."""
    row = await reader.row(
        "SELECT name FROM operators WHERE id = :id AND organization_id = :organization AND status = 0",
        id=id,
        organization=organization,
    )
    return str(row[0]) if row else None
