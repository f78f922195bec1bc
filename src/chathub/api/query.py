"""Query parameters: what the framework reads more loosely than a body is read."""

import re

from chathub.api.authentication import AnyRequest
from chathub.errors import BadInput

_WHOLE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


def one_whole_number(request: AnyRequest, name: str) -> None:
    """Raises BadInput unless all that the query says of `name` is one whole number.

    The framework takes `1.0` and `1e0` for 1, and of two values the last, where a proxy may have looked at the first.
    """
    said = set(request.query_params.getall(name, []))
    if len(said) > 1:
        raise BadInput(f"`{name}` is given {len(said)} times, each time another. Give one.", reason="repeated")
    if not all(_WHOLE.fullmatch(value) for value in said):
        raise BadInput(f"`{name}` must be a whole number, written in digits.", reason="wrong_format")
