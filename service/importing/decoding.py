"""Bytes of a text file: unpacked, measured, and decoded in the one encoding that fits all of them."""

import codecs
import gzip
import zlib
from typing import BinaryIO, cast

from service.importing.mapping import FileForm
from service.importing.refusals import (
    EncodingIsUnknown,
    FileHasForbiddenBytes,
    FileIsEmpty,
    FileIsTooLarge,
    GzipIsBroken,
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

    Raises:
        FileRefused: no encoding fits, or the bytes are too many, none, cut off, or hold NUL.
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
        raise GzipIsBroken(f"{name}: the compressed file is cut off or damaged ({error}). Fetch it again.") from None
    lines = ", ".join(f"{encoding} fails on line {line}" for encoding, line in tried.items())
    raise EncodingIsUnknown(f"{name}: the encoding is not known: {lines}. Say it in the mapping: [file] encoding = ...")


def _first_undecodable_line(stream: BinaryIO, encoding: str, form: FileForm, name: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    size, line = 0, 1
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > form.max_mib << 20:
            raise FileIsTooLarge(
                f"{name}: more than {form.max_mib} MiB unpacked. Split it, or raise [file] max_mib in the mapping."
            )
        try:
            text = decoder.decode(chunk)
            text.encode("utf-8")
        except UnicodeDecodeError as error:
            return line + bytes(error.object[: error.start]).count(b"\n")
        except UnicodeEncodeError:
            raise FileHasForbiddenBytes(
                f"{name}, near line {line}: half of a surrogate pair. Export it again."
            ) from None
        if (nul := text.find("\x00")) >= 0:
            raise FileHasForbiddenBytes(
                f"{name}, line {line + text[:nul].count(chr(10))}: a NUL character. The file is damaged, or it is "
                "UTF-16 without a byte order mark: then say so in the mapping, [file] encoding."
            )
        line += text.count("\n")
    if not size:
        raise FileIsEmpty(f"{name}: the file is empty. Export it again.")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None
