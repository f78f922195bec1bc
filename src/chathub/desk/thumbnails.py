"""Thumbnails and faces: a picture is decoded in a process of its own, which may use little memory and little time."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SIDE = 480
"""Pixels of a thumbnail's longer side."""
FACE = 96
"""Pixels of both sides of a face."""
SECONDS = 10
MEMORY = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Picture:
    """The original's size in pixels."""

    width: int
    height: int


def thumbnail(source: Path, target: Path, pixels: int) -> Picture | None:
    """Writes a WebP thumbnail; None where the file is no picture that can be read within the limits.

    A bomb (few bytes, many pixels) ends the child, never the server.
    """
    return _child("thumbnail", source, target, pixels)


def face(source: Path, target: Path, pixels: int) -> bool:
    """Writes the middle of the picture as a small square WebP; False where it is no PNG, JPEG or WebP to be read."""
    return _child("face", source, target, pixels) is not None


def _child(form: str, source: Path, target: Path, pixels: int) -> Picture | None:
    try:
        child = subprocess.run(
            [sys.executable, "-I", __file__, form, str(source), str(target), str(pixels)],
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        target.unlink(missing_ok=True)
        return None
    if child.returncode != 0:
        target.unlink(missing_ok=True)
        return None
    size = json.loads(child.stdout)
    return Picture(size["width"], size["height"])


def _main(form: str, source: str, target: str, pixels: int) -> None:
    """The child: reads a few formats only, since odd decoders are where pictures attack."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = pixels
    formats = ("PNG", "JPEG", "WEBP") if form == "face" else ("PNG", "JPEG", "GIF", "WEBP")
    with Image.open(source, formats=formats) as image:
        if image.width * image.height > pixels:
            raise SystemExit(3)
        upright = ImageOps.exif_transpose(image)
        width, height = upright.size
        if form == "face":
            upright = ImageOps.fit(upright.convert("RGBA"), (FACE, FACE))
        else:
            upright.thumbnail((SIDE, SIDE))
        # Saving anew drops what cameras write into pictures, such as where they were taken.
        upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in image.info else "RGB").save(
            target, "WEBP", quality=80
        )
    print(json.dumps({"width": width, "height": height}))  # noqa: T201 - the child's answer


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
