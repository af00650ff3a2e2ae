"""Why a file or its mapping is refused as a whole, before anything is recorded.

ImportRefused
├── MappingIsWrong              the mapping cannot be used
└── FileRefused                 the file cannot be read as the mapping says
    ├── FileIsMissing · FileIsADirectory · FileIsUnreadable · FileIsEmpty · FileHasNoRows · FileIsTooLarge
    ├── GzipIsBroken · ParquetIsBroken · FileIsAWorkbook
    ├── EncodingIsUnknown · FileHasForbiddenBytes
    ├── HeaderIsWrong · QuotingIsBroken · FieldIsTooLong
    └── ColumnTypeIsUnsafe
"""

import re


class ImportRefused(Exception):
    """Nothing was recorded; the text says which file, where, and what to do."""

    @property
    def code(self) -> str:
        """The stable code: the class name in snake case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class MappingIsWrong(ImportRefused):
    """A key of the mapping is unknown, missing or has a value that means nothing."""


class FileRefused(ImportRefused):
    """The file cannot be read."""


class FileIsMissing(FileRefused):
    """No such file."""


class FileIsADirectory(FileRefused):
    """A folder was named where a file is wanted."""


class FileIsUnreadable(FileRefused):
    """The operating system does not let us read it."""


class FileIsEmpty(FileRefused):
    """Not one byte, or only blank lines."""


class FileHasNoRows(FileRefused):
    """A header and nothing below it."""


class FileIsTooLarge(FileRefused):
    """More bytes, unpacked, than the mapping allows."""


class GzipIsBroken(FileRefused):
    """The compressed file was cut off or damaged."""


class ParquetIsBroken(FileRefused):
    """Named Parquet but not, or damaged."""


class FileIsAWorkbook(FileRefused):
    """An xlsx workbook or another zip archive."""


class EncodingIsUnknown(FileRefused):
    """The bytes are text in none of the encodings tried."""


class FileHasForbiddenBytes(FileRefused):
    """NUL characters or halves of surrogate pairs: not a text file, or a damaged one."""


class HeaderIsWrong(FileRefused):
    """A column is named twice, not at all, is missing, or is one the mapping does not know."""


class QuotingIsBroken(FileRefused):
    """A quote is never closed or text follows it: where records end can no longer be told."""


class FieldIsTooLong(FileRefused):
    """One field holds more than 64 KiB, mostly because a quote is never closed."""


class ColumnTypeIsUnsafe(FileRefused):
    """A Parquet column has a type that cannot carry its meaning exactly, such as float for money."""
