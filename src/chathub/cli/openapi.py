"""`chathub openapi`: the description of the HTTP API, for generators and for reading."""

from chathub.cli.options import Json


def openapi(as_json: Json = False) -> None:
    """Print the OpenAPI document."""
    import json

    from chathub.app import openapi as document

    # It is JSON in any case: with --json for programs, on one line.
    print(json.dumps(document(), indent=None if as_json else 2, ensure_ascii=False, sort_keys=True))
