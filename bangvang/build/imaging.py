"""Bytes of a photo -> what it is, and the bytes of its prints. Imported only where photos are decoded.

What comes out has no memory of its making: no EXIF, no place, no colour profile (its colours are sRGB), and
it stands upright. Decoding a stranger's file is where a program is attacked or starved: sizes are read from
the header before a pixel is unpacked, and whatever a decoder raises is a fault of the file.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Mapping
from typing import Any, cast

import numpy
import PIL
from PIL import Image, ImageCms, UnidentifiedImageError, features
from PIL.Image import Resampling, Transpose

from bangvang.site import photos
from bangvang.site.photos import Fault, Format, Negative, Print, Seen

_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_SAVE: Mapping[str, Mapping[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": True, "subsampling": "4:2:0"},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 80, "method": 4},
}
_ORIENTATION = 0x0112
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""What undoes an orientation, as EXIF counts them."""
_LYING = 5
"""From this orientation on, width and height change places."""
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def made_by() -> str:
    """What the bytes of prints depend on besides the photo."""
    codecs = [features.version(name) for name in ("jpg", "zlib", "webp", "avif", "littlecms2")]
    return f"{photos.RECIPE} {PIL.__version__} {codecs} {_SAVE}"


def look(raw: bytes) -> Seen:
    """What a file holds, decoded to its end so that a cut one is noticed."""
    return _decoded(raw)[0]


def develop(raw: bytes, digest: str) -> tuple[Seen, tuple[tuple[Print, bytes], ...]]:
    """What a file holds and, unless that is a fault, its prints. `digest`: of the bytes, for their names."""
    seen, image, orientation = _decoded(raw)
    if isinstance(seen, Fault) or image is None:
        return seen, ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        upright = _upright(image, seen, orientation)
        # Where the photo is WebP itself, its largest print serves every browser and is named twice.
        return seen, tuple(
            (item, _print(upright, item)) for item in dict.fromkeys(photos.prints(digest, seen))
        )


# ---------------------------------------------------------------- decoding


def _decoded(raw: bytes) -> tuple[Seen, Image.Image | None, int]:
    """What a file holds, its pixels (perhaps scaled down already) and its orientation."""
    if not raw:
        return Fault("photo_empty"), None, 1
    try:
        with warnings.catch_warnings():
            # Of sizes near the limit and of broken metadata, neither of which matters here.
            warnings.simplefilter("ignore")
            return _opened(raw)
    except UnidentifiedImageError:
        return Fault(_what(raw)), None, 1
    except Image.DecompressionBombError:
        return Fault("photo_bomb"), None, 1
    except Exception as error:  # decoders raise whatever they please
        return Fault("photo_truncated" if "truncated" in str(error) else "photo_corrupt"), None, 1


def _opened(raw: bytes) -> tuple[Seen, Image.Image | None, int]:
    image = Image.open(io.BytesIO(raw), formats=_KINDS)
    width, height = image.size
    if width * height > photos.MOST_PIXELS:
        return Fault("photo_bomb"), None, 1
    # Telephones with two lenses write a JPEG with a second picture after it, which is no animation.
    kind = cast(Format, "JPEG" if image.format == "MPO" else image.format)
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        return Fault("photo_animated"), None, 1
    # A JPEG can be unpacked at a half or a quarter of its size; twice what is wanted stays sharp.
    image.draft(None, (2 * photos.WIDTHS[-1], 2 * photos.WIDTHS[-1]))
    image.load()
    orientation = _orientation(image)
    pixels, transparent = _plain(image)
    if orientation >= _LYING:
        width, height = height, width
    return Negative(kind, width, height, transparent), pixels, orientation


def _what(raw: bytes) -> str:
    """What a file is that is no photo, as far as that helps an editor."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "photo_html"
    if b"<svg" in head:
        return "photo_svg"
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIF_BRANDS:
        return "photo_heic"
    return "photo_other"


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # broken metadata, which is thrown away anyhow
        return 1
    return value if value in _TURNS else 1


def _plain(image: Image.Image) -> tuple[Image.Image, bool]:
    """The picture in eight bits a channel (RGB, RGBA, CMYK or L), and whether anything is transparent."""
    if image.mode.startswith("I"):
        # Image.convert would cut values off at 255: a picture of 16 bits would come out white.
        deep = numpy.asarray(image).astype(numpy.float64).clip(0, 65535)
        return Image.fromarray((deep / 257).round().astype(numpy.uint8)), False
    profile = image.info.get("icc_profile")
    transparent = False
    if image.has_transparency_data:
        image = image.convert("RGBA")
        transparent = image.getchannel("A").getextrema() != (255, 255)
    if not transparent and image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    image.info = {"icc_profile": profile}
    return image, transparent


# ---------------------------------------------------------------- making prints


def _upright(image: Image.Image, negative: Negative, orientation: int) -> Image.Image:
    """The largest print: scaled, its colours sRGB, standing as it was meant to."""
    largest = photos.prints("", negative)[-1]
    wide, high = largest.width, largest.height
    image = _scaled(image, (high, wide) if orientation >= _LYING else (wide, high))
    image = _srgb(image)
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    scaled = image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)
    scaled.info = {"icc_profile": image.info.get("icc_profile")}
    return scaled


def _srgb(image: Image.Image) -> Image.Image:
    """RGB or RGBA without a profile, to the eye unchanged. A profile that makes no sense is passed over, as
    browsers do."""
    profile = image.info.get("icc_profile")
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha is not None else image
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            colours = _by_profile(colours, profile)
    colours = colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    colours.info = {}
    return colours


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    converted = ImageCms.profileToProfile(
        image,
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return converted if converted is not None else image


def _print(upright: Image.Image, item: Print) -> bytes:
    # A copy without its info: encoders take comments, profiles and resolution from there unasked.
    image = _scaled(upright, (item.width, item.height)).copy()
    image.info = {}
    out = io.BytesIO()
    image.save(out, item.format, **_SAVE[item.format])
    return out.getvalue()
