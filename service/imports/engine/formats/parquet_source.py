"""Parquet read as the same text that a CSV of it would hold; types that cannot carry a value exactly are refused."""

from typing import BinaryIO

import polars as pl

from domain.kernel.text import escaped
from service.imports.engine.refusals import ColumnTypeUnsafe, FileHasNoRows, ParquetBroken


def read_parquet(stream: BinaryIO, name: str) -> pl.DataFrame:
    """Read all rows.

    Raises ParquetBroken or FileHasNoRows.
    """
    try:
        frame = pl.read_parquet(stream)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ParquetBroken(file=name, why=reason) from None
    if frame.is_empty():
        raise FileHasNoRows(file=name)
    return frame


def as_text(frame: pl.DataFrame, used: set[str], name: str) -> pl.DataFrame:
    """Turn the used columns into text: decimals as they are, dates and times in ISO 8601, zoned times in UTC.

    Raises ColumnTypeUnsafe for a float, or what is nested or binary.
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
    raise ColumnTypeUnsafe(file=name, column=escaped(column), kind=dtype)
