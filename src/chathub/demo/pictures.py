"""The pictures of the sample, drawn here so that nothing has to be shipped or fetched: attachments and faces."""

import io
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageColor, ImageDraw

SIZE = (960, 720)
_CLAY = "#a4552f"
_DARK = "#5e2c17"


@cache
def picture(subject: str) -> bytes:
    """A PNG of the subject: teapot, teapot cracked, teapot lid, parcel or tin."""
    image = _table()
    draw = ImageDraw.Draw(image)
    if subject.startswith("parcel"):
        _parcel(draw)
    elif subject.startswith("tin"):
        _tin(draw)
    elif subject.endswith("lid"):
        _lid(draw, 480, 540, 190)
    else:
        _teapot(draw, cracked=subject.endswith("cracked"))
    written = io.BytesIO()
    # Drawn large and made smaller, which smooths the edges.
    image.reduce(2).save(written, "PNG")
    return written.getvalue()


def _table() -> Image.Image:
    """A wall and a wooden table in soft light."""
    image = Image.new("RGB", SIZE, "#d9cfc0")
    draw = ImageDraw.Draw(image)
    for y in range(SIZE[1]):
        light = 1 - abs(y - 260) / 900
        wall = y < 470
        red, green, blue = (217, 207, 192) if wall else (148, 104, 66)
        grain = 0 if wall else (y * 37 % 11) - 5
        draw.line(
            [(0, y), (SIZE[0], y)],
            fill=(round(red * light) + grain, round(green * light) + grain, round(blue * light) + grain),
        )
    return image


def _teapot(draw: ImageDraw.ImageDraw, *, cracked: bool) -> None:
    draw.ellipse((230, 560, 740, 630), fill="#4d3320")
    draw.arc((600, 290, 800, 540), 250, 110, fill=_DARK, width=34)
    draw.polygon([(330, 400), (170, 300), (140, 325), (290, 520)], fill=_CLAY)
    draw.ellipse((270, 280, 690, 610), fill=_CLAY)
    draw.ellipse((310, 310, 520, 470), fill="#bb6a41")
    _lid(draw, 480, 290, 110)
    if cracked:
        draw.line([(420, 300), (455, 370), (430, 430), (480, 500), (455, 600)], fill="#1c0d06", width=7)
        draw.line([(430, 430), (370, 480), (350, 540)], fill="#1c0d06", width=4)
        draw.polygon([(560, 585), (620, 575), (600, 640), (545, 630)], fill="#8d4424")


def _lid(draw: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    height = radius // 3
    draw.ellipse((x - radius, y - height, x + radius, y + height), fill=_DARK)
    draw.ellipse((x - radius + 8, y - height - 12, x + radius - 8, y + height - 16), fill="#8d4424")
    draw.ellipse((x - radius // 6, y - height - radius // 3, x + radius // 6, y - height), fill=_DARK)


def _parcel(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(250, 330), (500, 260), (740, 330), (740, 590), (490, 660), (250, 580)], fill="#b98d5b")
    draw.polygon([(250, 330), (500, 260), (740, 330), (490, 405)], fill="#cfa571")
    draw.polygon([(490, 405), (740, 330), (740, 590), (490, 660)], fill="#a0764a")
    draw.polygon([(360, 300), (400, 288), (630, 362), (585, 377)], fill="#e3d3b4")
    # The dented corner that the conversation is about.
    draw.polygon([(250, 580), (310, 600), (275, 540)], fill="#6e4f2f")
    draw.rectangle((545, 470, 680, 560), fill="#f2ede2")
    for line in range(4):
        draw.line([(560, 488 + line * 17), (660 - line * 14, 484 + line * 17)], fill="#55504a", width=4)


def _tin(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse((330, 590, 640, 650), fill="#4d3320")
    draw.rectangle((340, 220, 620, 610), fill="#3f6b4f")
    draw.rectangle((340, 220, 400, 610), fill="#4f8163")
    draw.ellipse((340, 575, 620, 640), fill="#3f6b4f")
    draw.ellipse((340, 185, 620, 255), fill="#c9b27c")
    draw.rectangle((375, 350, 590, 500), fill="#f4eddc")
    draw.ellipse((455, 370, 510, 425), fill="#3f6b4f")
    draw.line([(410, 450), (555, 450)], fill="#3f6b4f", width=8)
    draw.line([(430, 474), (535, 474)], fill="#3f6b4f", width=5)


@dataclass(frozen=True, slots=True)
class _Look:
    """What somebody looks like, in a few colours."""

    wall: str
    skin: str
    hair: str
    shirt: str
    long: bool = False
    beard: bool = False
    glasses: bool = False


_LOOKS = {
    "Iryna Bondar": _Look("#d7e6dc", "#f0c9a8", "#5a3420", "#2f6b5e", long=True),
    "Marko Shevchuk": _Look("#dfe3ee", "#e8b98f", "#2b2320", "#3d5a8a", beard=True),
    "Emma Hughes": _Look("#f2e3d5", "#f4d3b8", "#b5652f", "#8a4a6b", long=True, glasses=True),
    "Taras Lysenko": _Look("#e6e0d2", "#e3b088", "#7a7470", "#4a4f57", glasses=True),
    "Sofia Klymenko": _Look("#e3dcef", "#eac09c", "#1f1a1c", "#b3813a", long=True),
}


@cache
def portrait(name: str) -> bytes:
    """A PNG of one of the sample's operators, from the shoulders up."""
    look = _LOOKS[name]
    image = Image.new("RGB", (384, 384), look.wall)
    draw = ImageDraw.Draw(image)
    if look.long:
        draw.rounded_rectangle((100, 90, 284, 310), 84, fill=look.hair)
    draw.ellipse((52, 290, 332, 520), fill=look.shirt)
    draw.rounded_rectangle((162, 230, 222, 316), 26, fill=_darker(look.skin))
    draw.ellipse((116, 86, 268, 280), fill=look.skin)
    _hair(draw, look)
    for x in (160, 224):
        draw.ellipse((x - 8, 172, x + 8, 190), fill="#2a211d")
        if look.glasses:
            draw.ellipse((x - 28, 154, x + 28, 208), outline="#37312e", width=6)
    if look.glasses:
        draw.line([(188, 180), (196, 180)], fill="#37312e", width=6)
    draw.arc((158, 196, 226, 246), 25, 155, fill="#8c3b34", width=7)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _hair(draw: ImageDraw.ImageDraw, look: _Look) -> None:
    if look.beard:
        draw.chord((122, 150, 262, 292), 15, 165, fill=look.hair)
    draw.chord((108, 62, 276, 226), 185, 355, fill=look.hair)
    draw.pieslice((112, 66, 220, 190), 180, 320, fill=look.hair)


def _darker(colour: str) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return (red * 9 // 10, green * 9 // 10, blue * 9 // 10)
