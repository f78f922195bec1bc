"""Ready parts for web frameworks: the route that hands a signed-in user's browser an operator token."""

from chathub_client.contrib.token_route import (
    CreatedOperators,
    OperatorsInMemory,
    OperatorStore,
    Reply,
    TokenRoute,
)

__all__ = ["CreatedOperators", "OperatorStore", "OperatorsInMemory", "Reply", "TokenRoute"]
