"""Operators' faces: their company sets them, and everybody may look at them."""

from typing import Annotated

from litestar import Response, delete, get, put
from litestar.params import PathParameter

from chathub.api.authentication import ADMINS, AnyRequest, admin, api_of
from chathub.api.documents import errors
from chathub.api.embeds import HASHED, PUBLIC, file_answer
from chathub.desk.faces import change_face, face_file, set_face
from chathub.protocol.resources import Operator

Number = Annotated[int, PathParameter(ge=1, le=2**53 - 1, description="The operator's id.")]


# The desk counts the bytes as they come.
@put(
    "/api/operator/{id:int}/face",
    opt=ADMINS,
    tags=["Operators"],
    summary="Set an operator's face",
    operation_id="putOperatorFace",
    responses=errors(400, 401, 403, 404, 413, 429, 503),
    request_max_body_size=None,
)
async def put_face(request: AnyRequest, id: Number) -> Operator:
    """The body is a PNG, JPEG or WebP picture: its middle becomes a square of 96 pixels, which everybody may see."""
    api = api_of(request)
    actor = await admin(request)
    api.limiter.take("faces", actor.id, api.config.limits.faces)
    return await set_face(api.store, api.config.data, api.config.limits, actor, id, request.stream())


@delete(
    "/api/operator/{id:int}/face",
    opt=ADMINS,
    status_code=200,
    tags=["Operators"],
    summary="Remove an operator's face",
    operation_id="deleteOperatorFace",
    responses=errors(400, 401, 403, 404, 429, 503),
)
async def delete_face(request: AnyRequest, id: Number) -> Operator:
    """The operator has no picture any more; browsers may still hold it."""
    api = api_of(request)
    return await change_face(api.store, api.config.data, await admin(request), id, None)


@get(
    "/faces/{name:str}",
    tags=["Operators"],
    summary="Get a face",
    operation_id="getFace",
    responses=errors(404),
    media_type="image/webp",
    security=[{}],
)
async def get_face(request: AnyRequest, name: Annotated[str, PathParameter(max_length=64)]) -> Response[bytes]:
    """The picture at an operator's `face`. Its name changes with its content, so browsers keep it."""
    headers = {**PUBLIC, "Cache-Control": HASHED, "Content-Security-Policy": "sandbox; default-src 'none'"}
    return await file_answer(request, face_file(api_of(request).config.data, name), headers)
