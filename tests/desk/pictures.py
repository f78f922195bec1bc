"""Files that tests upload: pictures, bombs, and things that are not what they seem."""

import io
import struct
import zlib

from PIL import Image, TiffImagePlugin


def picture(form: str, width: int = 640, height: int = 480, **options: object) -> bytes:
    """A picture with some drawing in it."""
    image = Image.new("RGB", (width, height), (200, 30, 90))
    image.paste((20, 200, 90), (width // 4, height // 4, width // 2, height // 2))
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def located_photo() -> bytes:
    """A JPEG that tells where and with what it was taken, on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Canary Cameras"
    exif[0x0112] = 6  # to be turned by a quarter
    gps: dict[int, object] = {1: "N", 2: tuple(TiffImagePlugin.IFDRational(n) for n in (50, 27, 1)), 29: "2026:11:23"}
    exif.get_ifd(0x8825).update(gps)
    comment = b"canary comment"
    return picture("JPEG", exif=exif.tobytes(), comment=comment)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    """Few bytes that claim, and unpack to, very many pixels."""
    rows = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    data = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def liar(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing of it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def gif_bomb(width: int, height: int) -> bytes:
    """A GIF whose one frame is as large as its header says."""
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + screen + bytes(6) + frame + b";"


def texts_bomb() -> bytes:
    """A small PNG with a compressed text of 100 MB beside its pixels."""
    packed = zlib.compress(bytes(100_000_000), 9)
    good = picture("PNG", 8, 8)
    return good[:33] + _chunk(b"zTXt", b"Comment\x00\x00" + packed) + good[33:]


SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"


def polyglots() -> dict[str, bytes]:
    """What would run in a page if a browser were asked to show it; by the name it comes with."""
    png, gif, jpeg, webp = (picture(form, 16, 16) for form in ("PNG", "GIF", "JPEG", "WEBP"))
    pdf = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
    return {
        "plain.svg": SVG,
        "prolog.svg": b'<?xml version="1.0"?>\n' + SVG,
        "spaces.svg": b" \n\t" * 50 + SVG,
        "mark.svg": b"\xef\xbb\xbf" + SVG,
        "utf16.svg": b"\xff\xfe" + SVG.decode().encode("utf-16-le"),
        "doctype.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">' + SVG,
        "entities.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        "svg.png": SVG,
        "page.html": HTML,
        "page.png": HTML,
        "mark.html": b"\xef\xbb\xbf" + HTML,
        "utf16.html": HTML.decode().encode("utf-16"),
        "utf7.html": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        "comment.html": b"<!--" + b"x" * 9000 + b"-->" + HTML,
        "late.html": b"just words " * 1000 + HTML,
        "head-of-png.html": b"\x89PNG\r\n\x1a\n" + HTML,
        "head-of-gif.js": b"GIF89a/*" + b"\x00" * 8 + b"*/=1;alert(1)//",
        "gif.js": gif[:6] + b"/*" + gif[8:] + b"*/=1;alert(1)",
        "head-of-jpeg.html": b"\xff\xd8\xff\xe0" + HTML,
        "head-of-webp.html": b"RIFF\x24\x00\x00\x00WEBPVP8 " + HTML,
        "png-and.html": png + HTML,
        "gif-and.html": gif + HTML,
        "jpeg-and.html": jpeg + HTML,
        "webp-and.html": webp + HTML,
        "script.pdf": pdf,
        "html.pdf": pdf + HTML,
        "archive.mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + HTML,
        "script.js": b"alert(1)",
        "style.css": b"*{background:url(javascript:alert(1))}",
        "feed.xml": b'<?xml version="1.0"?><?xml-stylesheet href="javascript:alert(1)"?><a/>',
        "transform.xslt": b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
        "manifest.json": b'{"start_url":"javascript:alert(1)"}',
        "flash.swf": b"CWS\x0a" + bytes(60),
        "old.htc": b"<PUBLIC:COMPONENT>" + SCRIPT,
        "id3.html": b"ID3\x04\x00\x00\x00\x00\x00\x00" + HTML,
        "ogg.html": b"OggS\x00\x02" + HTML,
        "movie.html": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + HTML,
        "program.exe": b"MZ" + bytes(200),
        "nothing.bin": bytes(64),
    }


ACTIVE = (b"html", b"svg", b"xml", b"javascript", b"ecmascript", b"pdf", b"css", b"json", b"flash")
"""What no answer's type may contain for a file that somebody uploaded."""
