# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV and LDIF that are broken, and limits that somebody sets."""
import base64

from case import Case, found, read, refused
from documents import CLIXML, CSV, LDIF, TOPOLOGY

LONG = 9 << 20  # over max-text-bytes


def csv():
    cut = len(CSV) - 3
    yield refused("CSV: cut within quotation marks", "a.csv", CSV[:cut].encode(),
                  "a.csv:4: the quotation mark that opens here is never closed")
    yield refused("CSV: quotation mark that is not closed", "a.csv",
                  CSV.replace('"Bob"', '"Bob').encode(),
                  "a.csv:4: there is text behind a closing quotation mark")
    yield refused("CSV: text behind a cell", "a.csv", CSV.replace('"Bob"', '"Bob"x').encode(),
                  "a.csv:4: there is text behind a closing quotation mark")
    yield refused("CSV: a cell too many", "a.csv", (CSV + '"a","b","c","d","e"\n').encode(),
                  "a.csv:5: the row has 5 cells, but the table has 4 columns")
    for count in (1, 2, 3):
        row = ",".join(['"a"'] * count)
        yield refused(f"CSV: {count} of 4 cells", "a.csv", (CSV + row + "\n").encode(),
                      "a.csv:5: the row has", "but the table has 4 columns")
    yield refused("CSV: a cell of 9 MiB", "a.csv",
                  lambda: CSV.replace('Bob"', "B" * LONG + '"').encode(),
                  "the limit of 8388608 bytes", "--limit max-text-bytes=N")
    yield refused("CSV: a cell of 9 MiB in lines", "a.csv",
                  lambda: CSV.replace('Bob"', "Bob\n" * (LONG // 4) + '"').encode(), "a.csv:",
                  "the limit of 8388608 bytes")
    yield refused("CSV: a row of 300,000 cells", "a.csv",
                  lambda: (CSV + ",".join(['"x"'] * 300_000) + "\n").encode(), "a.csv:5:", "cells")
    yield refused("CSV: 100,000 columns", "a.csv", lambda: CSV.replace(
        '"Enabled"', '"Enabled",' + ",".join(f'"c{i}"' for i in range(100_000))).encode(),
        "a.csv:2:", "cells")
    yield found("CSV: a type where a value was", {"a.csv": CSV.replace(
        '"True"', '"System.Collections.Generic.List`1[System.String]"').encode()},
        "[input-value-lost]", "column Enabled, 2 rows")
    yield read("CSV: line ends within cells", {"a.csv": CSV.replace('Bob"', 'B\nob"').encode()},
               "2 users")
    yield read("CSV: no rows", {"a.csv": "\n".join(CSV.split("\n")[:2]).encode()}, "csv")
    yield read("CSV: nothing but a type", {"a.csv": CSV.split("\n")[0].encode()}, "csv")
    yield read("CSV: cells that a spreadsheet would carry out", {"a.csv": CSV.replace(
        '"Bob"', '"=cmd|\' /C calc\'!A0"').encode()}, "2 users")


def ldif_lines():
    """Lines of LDIF that are none; the line is named and shown."""
    for name, old, new, says in (
            ("letters that are no base64", "QW15", "Q!!15", "a.ldf:5: this value is not base64"),
            ("base64 of odd length", "QW15", "QW1", "a.ldf:5: this value is not base64"),
            ("nothing but a name", "displayName:: QW15", "displayName",
             'a.ldf:5: expected "name: value"'),
            ("an entry that begins with a fold", "dn: CN", " dn: CN",
             'a.ldf:3: an entry has to begin with "dn:"'),
            ("an entry without a name", "dn: CN=Amy,OU=Users,DC=north,DC=example\n", "",
             'a.ldf:3: an entry has to begin with "dn:"'),
            ("a line without a name", "objectClass: user", ": user", "a.ldf:4: "),
    ):
        yield refused(f"LDIF: {name}", "a.ldf", LDIF.replace(old, new, 1).encode(), says)
    yield refused("LDIF: a fold before everything", "a.ldf", (" x\n" + LDIF).encode(),
                  'a.ldf:1: expected "name: value"')
    yield refused("LDIF: a second entry without a name", "a.ldf",
                  (LDIF + "objectClass: user\n\n").encode(),
                  'a.ldf:11: an entry has to begin with "dn:"')
    yield refused("LDIF: an entry within an entry", "a.ldf",
                  (LDIF.rstrip() + "\ndn: CN=Bob,DC=north\nobjectClass: user\n").encode(),
                  "a.ldf:10: an entry begins within another")
    yield refused("LDIF: cut within a name", "a.ldf", LDIF[:LDIF.index("-PrimaryUser")].encode(),
                  'a.ldf:6: expected "name: value"')
    yield refused("LDIF: cut within base64", "a.ldf", LDIF[:LDIF.index("QW15") + 2].encode(),
                  "a.ldf:5: this value is not base64")


def ldif_values():
    for where in ("file:///etc/passwd", "http://127.0.0.1:9/x", "//host/share"):
        yield found(f"LDIF: a value in {where}", {"a.ldf": LDIF.replace(
            "displayName:: QW15", f"displayName:< {where}").encode()}, "[input-link-refused]",
            f"was not read: {where}")
    for name, value in (("NUL", b"a\0b"), ("no UTF-8", b"\xff\xfe"), ("an escape", b"\x1b[31m")):
        encoded = base64.b64encode(value).decode()
        yield read(f"LDIF: base64 that holds {name}", {"a.ldf": LDIF.replace("QW15", encoded).encode()},
                   "1 users", never=["\x1b"])
    yield refused("LDIF: a line of 9 MiB", "a.ldf",
                  lambda: LDIF.replace("a line that", "x" * LONG).encode(),
                  "a.ldf:8:", "the limit of 8388608 bytes", "--limit max-text-bytes=N")
    yield refused("LDIF: folds of 9 MiB", "a.ldf", lambda: LDIF.replace(
        " goes on\n", (" " + "y" * 76 + "\n") * (LONG // 76)).encode(),
        "a.ldf:8:", "the limit of 8388608 bytes", "--limit max-text-bytes=N")
    yield read("LDIF: half a million values", {"a.ldf": lambda: (
        LDIF.rstrip() + "\n" + "member: CN=x\n" * 500_000).encode()}, "1 users")
    yield read("LDIF: no line end behind the last line", {"a.ldf": LDIF.rstrip().encode()}, "1 users")


def limits():
    """Each limit can be set, says so when it is passed, and lets pass what is just within."""
    topology = {"t.xml": TOPOLOGY.encode()}
    depth = "<a>" * 9 + "</a>" * 9
    for limit, files, value, enough in (
            ("max-file-bytes", topology, 400, len(TOPOLOGY)),
            ("max-document-bytes", topology, 400, len(TOPOLOGY)),
            ("max-depth", {"t.xml": f"<Topology>{depth}</Topology>".encode()}, 9, 10),
            ("max-attributes", {"t.xml": b'<Topology a="1" b="1" c="1"/>'}, 2, 3),
            ("max-text-bytes", {"t.xml": b"<Topology><a>123456789</a></Topology>"}, 8, 9),
            ("max-files", {**topology, "c.xml": CLIXML.encode()}, 1, 2),
    ):
        yield Case(f"limit: {limit} passed", files, ["the limit of", f"(raise it with --limit {limit}=N)"],
                   options=("--limit", f"{limit}={value}"))
        yield Case(f"limit: {limit} just enough", files, ["Counts"], exit=0,
                   options=("--limit", f"{limit}={enough}"))
    for text, says in (("max-depth", "max-depth needs a number of elements above 0"),
                       ("max-depth=0", "needs a number of elements above 0"),
                       ("max-depth=-1", "needs a number"), ("max-depth=9X", 'found "9X"'),
                       ("max-depth=99999999999999999999", "needs a number"),
                       ("max-depth=17179869184G", "needs a number"),
                       ("max-dept=9", 'there is no limit called "max-dept"'), ("=", "there is no limit")):
        yield Case(f"limit: {text}", topology, [says], exit=2, options=("--limit", text))


def cases():
    for part in (csv, ldif_lines, ldif_values, limits):
        yield from part()
