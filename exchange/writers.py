"""The formats for export."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exchange import aiken, gift_out, moodle_out, tables_out
from exchange.losses import Leaving, WrittenFile
from exchange.qti import writer as qti


@dataclass(frozen=True)
class OutFormat:
    name: str
    label: str
    suffix: str
    content_type: str
    write: Callable[[Iterable[Leaving]], WrittenFile]


OUT_FORMATS = {
    each.name: each
    for each in (
        OutFormat("csv", "CSV", ".csv", "text/csv; charset=utf-8", tables_out.write),
        OutFormat("gift", "GIFT", ".gift", "text/plain; charset=utf-8", gift_out.write),
        OutFormat("moodle-xml", "Moodle XML", ".xml", "application/xml", moodle_out.write),
        OutFormat("aiken", "Aiken", ".txt", "text/plain; charset=utf-8", aiken.write),
        OutFormat("qti", "QTI 3.0 package", ".zip", "application/zip", qti.write),
    )
}
