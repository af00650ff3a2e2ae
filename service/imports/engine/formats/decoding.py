"""Bytes of a text file: unpacked, measured, and decoded in the one encoding that fits all of them."""

import codecs
import gzip
import zlib
from typing import BinaryIO, cast

from service.imports.engine.mapping import FileForm
from service.imports.engine.refusals import (
    EncodingUnknown,
    FileIsEmpty,
    FileTooLarge,
    ForbiddenCharacter,
    GzipBroken,
)

_CHUNK = 1 << 20
_MARKS = [  # the four-byte marks begin with a two-byte one
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    """See through gzip, known by its first bytes and not by the file's name."""
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if head.startswith(b"\x1f\x8b") else stream


def encoding_of(stream: BinaryIO, form: FileForm, name: str) -> str:
    """Find the encoding: the mapping's, the byte order mark's, strict UTF-8, or strict GB18030.

    Raises a FileRefusal where none fits, or the bytes are too many, none, cut off, or hold NUL.
    """
    try:
        head = stream.read(4)
        marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
        tried = {}
        for encoding in [form.encoding or marked] if form.encoding or marked else ["utf-8", "gb18030"]:
            stream.seek(0)
            line = _first_undecodable_line(stream, encoding or "", form, name)
            if line is None:
                return "utf-8-sig" if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8) else encoding or ""
            tried[encoding] = line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise GzipBroken(file=name, why=error) from None
    fails = ", ".join(f"not {encoding} from line {line} on" for encoding, line in tried.items())
    raise EncodingUnknown(file=name, tried=fails)


def _first_undecodable_line(stream: BinaryIO, encoding: str, form: FileForm, name: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    size, line = 0, 1
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > form.max_mib << 20:
            raise FileTooLarge(file=name, most=form.max_mib)
        try:
            text = decoder.decode(chunk)
            text.encode("utf-8")
        except UnicodeDecodeError as error:
            return line + bytes(error.object[: error.start]).count(b"\n")
        except UnicodeEncodeError:
            raise ForbiddenCharacter(file=name, line=line, what="half of a surrogate pair") from None
        except UnicodeError:  # UTF-16 without its mark
            return line
        if (nul := text.find("\x00")) >= 0:
            raise ForbiddenCharacter(file=name, line=line + text.count("\n", 0, nul), what="a NUL character")
        line += text.count("\n")
    if not size:
        raise FileIsEmpty(file=name)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None
