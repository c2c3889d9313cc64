"""Workbooks as CSV: `python -m tests.fuzz.workbook`. XLSX is in `tests.fuzz.xlsx`."""

from __future__ import annotations

from kiosk.publishing.importers import workbook
from tests.fuzz.run import Target, main

TABLE = 'id,name::lv,name::ar,summary::lv,organization,steps::lv,topics,confirm,ids\r\na,Viens,واحد,Īsi,o,"x\r\ny","p\r\nq",true,"{""hsds"": ""1""}"\r\n'
TARGET = Target(
    "services.csv",
    (TABLE.encode(), TABLE.replace(",", ";").encode(), TABLE.replace(",", "\t").encode()),
    lambda path: workbook.draft(str(path), None, "lv"),
)

if __name__ == "__main__":
    main(TARGET)
