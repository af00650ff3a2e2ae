"""Parquet read as the same text that a CSV of it would hold; types that cannot carry a value exactly are refused."""

from typing import BinaryIO

import polars as pl

from service.importing.characters import shown
from service.importing.refusals import ColumnTypeIsUnsafe, FileHasNoRows, ParquetIsBroken


def read_parquet(stream: BinaryIO, name: str) -> pl.DataFrame:
    """Read all rows.

    Raises:
        FileRefused: it is not Parquet, is damaged, or has no rows.
    """
    try:
        frame = pl.read_parquet(stream)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ParquetIsBroken(
            f"{name}: is not a readable Parquet file ({reason}). Export it again, or name a CSV."
        ) from None
    if frame.is_empty():
        raise FileHasNoRows(f"{name}: no rows. Export it again.")
    return frame


def as_text(frame: pl.DataFrame, used: set[str], name: str) -> pl.DataFrame:
    """Turn the used columns into text: decimals as they are, dates and times in ISO 8601, zoned times in UTC.

    Raises:
        ColumnTypeIsUnsafe: a used column is a float, or nested, or binary.
    """
    return frame.select(_text(column, dtype, name) for column, dtype in frame.schema.items() if column in used)


def _text(column: str, dtype: pl.DataType, name: str) -> pl.Expr:
    if isinstance(dtype, pl.Datetime):
        time = pl.col(column) if dtype.time_zone is None else pl.col(column).dt.convert_time_zone("UTC")
        return time.dt.to_string("%Y-%m-%dT%H:%M:%S%.6f" + ("" if dtype.time_zone is None else "+00:00"))
    if dtype.is_integer() or isinstance(
        dtype, pl.String | pl.Decimal | pl.Date | pl.Boolean | pl.Categorical | pl.Enum | pl.Null
    ):
        return pl.col(column).cast(pl.String)
    raise ColumnTypeIsUnsafe(
        f"{name}, column {shown(column)}: type {dtype} cannot carry its values exactly. Write it as text, a whole "
        "number, a decimal or a date."
    )
