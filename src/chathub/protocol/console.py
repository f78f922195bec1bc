"""Bodies and answers of the console's calls: signing in, people, organizations, keys, the audit."""

from typing import Annotated, Any, Literal

from msgspec import Meta

from chathub.protocol.wire import Id, Inbound, Wire

Code = Annotated[str, Meta(max_length=128)]
"""What stands behind the `#` of a link, and counts once."""
Login = Annotated[str, Meta(max_length=100)]
Password = Annotated[str, Meta(max_length=1_024)]
Called = Annotated[str, Meta(max_length=1_000, description="1 to 100 characters, not counting spaces around it.")]
PersonRole = Literal["admin", "viewer"]


class ConsoleSignIn(Inbound, frozen=True):
    """A login and password: the company's, or one of its people's."""

    login: Login
    password: Password


class ConsoleCompany(Wire, frozen=True):
    """Whose console it is."""

    id: int
    name: str
    login: str


class ConsoleUser(Wire, frozen=True):
    """Who is signed in; the owner, who has the company's own login, has no id."""

    id: int | None
    name: str
    login: str
    role: Literal["owner", "admin", "viewer"]


class ConsoleSession(Wire, frozen=True):
    """Who is signed in, and what every change has to send besides the cookie."""

    company: ConsoleCompany
    person: ConsoleUser
    csrf: str
    """Goes into the header `X-CSRF-Token` of every call that is not a GET."""
    version: str
    """The server's."""


class ConsoleCode(Inbound, frozen=True):
    """The code of a link."""

    code: Code


class CodeCheck(Wire, frozen=True):
    """Whether a code still counts."""

    valid: bool


class FirstRun(Inbound, frozen=True):
    """The server's first company, by the code that its log tells."""

    code: Code
    company_name: Called
    login: Login
    password: Password


class InvitationCheck(Wire, frozen=True):
    """What an invitation is for."""

    company: str
    """The company's name."""
    role: PersonRole
    name: str
    """The person's, as whoever invited it wrote it."""


class Join(Inbound, frozen=True):
    """What somebody who was invited will sign in with."""

    code: Code
    name: Called
    login: Login
    password: Password


class ConsolePerson(Wire, frozen=True):
    """Somebody who may sign in to the console."""

    id: int | None
    """Null: the owner, with the company's own login."""
    name: str
    login: str | None
    """Null until the invitation is taken."""
    role: Literal["owner", "admin", "viewer"]
    invited: bool
    """The invitation has not been taken yet."""
    last_seen_at: int | None
    """UTC milliseconds, a minute exact; null: never."""


class NewPerson(Inbound, frozen=True):
    """Somebody to invite."""

    name: Called
    role: PersonRole


class PersonChange(Inbound, frozen=True):
    """What is to be different about a person; the rest stays."""

    role: PersonRole | None = None
    name: Called | None = None


class InvitationLink(Wire, frozen=True):
    """A link that lets one person in, once, within seven days. It is told this once."""

    link: str


class InvitedPerson(Wire, frozen=True):
    """Somebody who was invited just now."""

    person: ConsolePerson
    link: str


class PasswordChange(Inbound, frozen=True):
    """One's own new password, and the one until now."""

    current: Password
    password: Password


class CompanyToken(Wire, frozen=True):
    """A company token, for the environment of the company's own server."""

    token: str


class CompanyChange(Inbound, frozen=True):
    """Another name for the company."""

    name: Called


class NewOrganization(Inbound, frozen=True):
    """An organization to create, and the pages that may embed its chats."""

    name: Called
    origins: Annotated[list[Annotated[str, Meta(max_length=512)]], Meta(max_length=100)]


class OrganizationChange(Inbound, frozen=True):
    """What is to be different about an organization; the rest stays."""

    name: Called | None = None
    origins: Annotated[list[Annotated[str, Meta(max_length=512)]], Meta(max_length=100)] | None = None


class OrganizationDetails(Wire, frozen=True):
    """An organization, and the pages that may embed its chats."""

    id: int
    name: str
    origins: list[str]


class OperatorChange(Inbound, frozen=True):
    """Another name for an operator."""

    name: Called


class OperatorLink(Wire, frozen=True):
    """A link that opens the panel for one operator, once. It is told this once."""

    link: str
    expires_at: int
    """UTC milliseconds."""


class AuditEntry(Wire, frozen=True):
    """What somebody did with the company's things."""

    id: int
    at: int
    """UTC milliseconds."""
    who: str
    """A person's name with its login in brackets, the owner's login, `company token`, `first run` or `command line`."""
    deed: str
    """A noun and a verb of the past, such as `operator.renamed`."""
    subject: str
    """What it was done to, such as `operator 5`."""
    detail: dict[str, Any]


class AuditPage(Wire, frozen=True):
    """Deeds, the newest first."""

    entries: list[AuditEntry]
    next: Id | None
    """What to send as `before` for those before them; null: there are none."""
