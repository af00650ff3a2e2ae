"""Why a file or its mapping is refused as a whole, before anything is recorded.

InvalidInput
├── MappingRefusal      the mapping cannot be used
├── FileRefusal         the file cannot be read as the mapping says
└── RejectsNotWritten   there is no place for the reject file
"""

from domain.kernel.refusals import InvalidInput


class MappingRefusal(InvalidInput):
    """The mapping cannot be used."""


class MappingUnreadable(MappingRefusal):
    message = "the mapping {file} cannot be read: {why}; check the path and the file"


class MappingIsWrong(MappingRefusal):
    message = "{faults}"


class CurrencyDiffers(MappingRefusal):
    message = "the mapping is for amounts in {currency}, the branch {branch} keeps {kept}; nothing is converted"


class FileRefusal(InvalidInput):
    """The file cannot be read as the mapping says."""


class FileNotFound(FileRefusal):
    message = "there is no file {file}; check the path"


class FileIsAFolder(FileRefusal):
    message = "{file} is a folder; name one file in it"


class FileUnreadable(FileRefusal):
    message = "{file} cannot be opened: {why}; check its permissions"


class FileIsEmpty(FileRefusal):
    message = "{file} is empty; export it again"


class FileHasNoRows(FileRefusal):
    message = "{file} has a header and no rows below it; export it again"


class FileTooLarge(FileRefusal):
    message = "{file} is over {most} MiB unpacked; split it, or raise [file] max_mib in the mapping"


class GzipBroken(FileRefusal):
    message = "{file}: the compressed file is cut off or damaged ({why}); fetch it again"


class ParquetBroken(FileRefusal):
    message = "{file} is not a readable Parquet file ({why}); export it again, or rename it if it is something else"


class FileIsAWorkbook(FileRefusal):
    message = "{file} is a workbook or zip archive; save the sheet as CSV (UTF-8) and import that"


class EncodingUnknown(FileRefusal):
    message = "{file}: {tried}; say the encoding in the mapping, [file] encoding"


class ForbiddenCharacter(FileRefusal):
    message = "{file}, line {line}: {what}; the file is damaged or in another encoding: [file] encoding in the mapping"


class HeaderIsWrong(FileRefusal):
    message = "{file}, line 1: columns {fault}: {columns}; {remedy}"


class QuotingBroken(FileRefusal):
    message = (
        "{file}, line {line}: the quotes of the record that begins here are broken ({why}); "
        "close the quote, or double one that is part of the text"
    )


class FieldTooLong(FileRefusal):
    message = "{file}, line {line}: a field of over {most} characters; perhaps a quote opened here is never closed"


class ColumnTypeUnsafe(FileRefusal):
    message = (
        "{file}, column {column}: the type {kind} cannot carry its values exactly; "
        "write text, a whole number, a decimal or a date"
    )


class RejectsNotWritten(InvalidInput):
    message = "the reject file {file} cannot be written: {why}; name another with --rejects"
