"""`chathub openapi`: the description of the HTTP API, for generators and for reading."""

import json


def openapi() -> None:
    """Print the OpenAPI document."""
    from chathub.app import openapi as document

    print(json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True))
