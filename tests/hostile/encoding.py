# SPDX-License-Identifier: GPL-3.0-or-later
"""Encodings that lie, break off, or hold what text cannot."""
from case import read, refused
from documents import CLIXML, CSV, LDIF, TOPOLOGY, around

BOM16 = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
PLAIN = around(TOPOLOGY, "<a>mark</a>")


def put(data, where, inserted):
    at = data.index(where)
    return data[:at] + inserted + data[at + len(where):]


def broken_utf8():
    """Bytes that are no UTF-8, each named with its place."""
    for name, data in {
            "stray continuation byte": b"\x80",
            "overlong slash in two bytes": b"\xc0\xaf",
            "overlong slash in three bytes": b"\xe0\x80\xaf",
            "overlong NUL": b"\xc0\x80",
            "surrogate in UTF-8": b"\xed\xa0\x80",
            "beyond Unicode": b"\xf4\x90\x80\x80",
            "five bytes": b"\xf8\x88\x80\x80\x80",
            "sequence that breaks off": b"\xe2\x82<",
            "Latin-1": b"caf\xe9",
            "Windows-1252 quotes": b"\x93x\x94",
    }.items():
        document = put(PLAIN.encode(), b"mark", data)
        bad = next(i for i, byte in enumerate(document) if byte >= 0x80)
        for declared in ("", '<?xml version="1.0" encoding="windows-1252"?>'):
            offset = bad + len(declared)
            yield refused(f"{name}{', declared otherwise' if declared else ''}", "a.xml",
                          declared.encode() + document,
                          f"byte 0x{document[bad]:02X}, which is not valid in UTF-8, "
                          f"at byte offset {offset}")


def controls():
    """Control characters, named with their offset, in every encoding."""
    for code in (0, 1, 7, 8, 0x0B, 0x0C, 0x1B, 0x1F):
        document = PLAIN.replace("mark", f"a{chr(code)}b")
        offset = document.index(chr(code))
        yield refused(f"U+{code:04X} in UTF-8", "a.xml", document.encode(),
                      f"character U+{code:04X}, which XML does not allow, "
                      f"at byte offset {offset}")
        for name, mark in BOM16.items():
            yield refused(f"U+{code:04X} in {name}", "a.xml", mark + document.encode(name),
                          f"character U+{code:04X}, which XML does not allow, "
                          f"at byte offset {2 + 2 * offset}")
    for code in (0xFFFE, 0xFFFF):
        document = PLAIN.replace("mark", chr(code))
        yield refused(f"U+{code:04X}", "a.xml", document.encode(),
                      f"character U+{code:04X}, which XML does not allow, "
                      f"at byte offset {document.index(chr(code))}")


def broken_utf16():
    for name, mark in BOM16.items():
        whole = mark + PLAIN.encode(name)
        order = "little" if name.endswith("le") else "big"
        at = whole.index("mark".encode(name))

        def with_unit(unit):
            return put(whole, "mark".encode(name), unit.to_bytes(2, order))

        yield refused(f"{name}: odd length", "a.xml", whole[:-1],
                      "half of a UTF-16 character, the end of the file, "
                      f"at byte offset {len(whole) - 2}")
        for label, unit in (("high", 0xD800), ("low", 0xDC00)):
            yield refused(f"{name}: lone {label} surrogate", "a.xml", with_unit(unit),
                          f"half of a UTF-16 surrogate pair at byte offset {at}")
        yield refused(f"{name}: cut after a high surrogate", "a.xml",
                      whole[:at] + (0xD83D).to_bytes(2, order),
                      f"half of a UTF-16 surrogate pair at byte offset {at}")
        yield refused(f"{name}: a second byte order mark and no order", "a.xml",
                      mark + mark[::-1] + PLAIN.encode(name), "U+FFFE, which XML does not allow")
        other = "utf-16-be" if order == "little" else "utf-16-le"
        yield read(f"{name}: mark of the other order", {"a.xml": mark + PLAIN.encode(other)},
                   "unknown")


def lies():
    """What a file says of itself is not believed; what it is counts."""
    for declared in ("utf-16", "utf-8", "windows-1252", "UCS-4", "EBCDIC-CP-US", "x" * 5000):
        for name in ("utf-8", "utf-16-le", "utf-16-be"):
            text = f'<?xml version="1.0" encoding="{declared}"?>\n' + TOPOLOGY
            data = BOM16.get(name, b"") + text.encode(name)
            yield read(f"{name} that says it is {declared[:20]}", {"a.xml": data}, "topology",
                       "1 machine")
    yield read("declaration behind blank lines", {"a.xml": b"\n\n<?xml version='1.0'?>" +
                                                  TOPOLOGY.encode()}, "topology")
    yield refused("declaration within the document", "a.xml",
                  around(TOPOLOGY, "<?xml version='1.0'?>").encode(),
                  "XML declaration allowed only at the start of the document")
    yield refused("UTF-32", "a.xml", b"\xff\xfe\0\0" + TOPOLOGY.encode("utf-32-le"),
                  "character U+0000, which XML does not allow")
    yield read("mark of UTF-8 twice", {"a.xml": b"\xef\xbb\xbf" * 2 + TOPOLOGY.encode()}, "1 machine")
    yield refused("CLIXML header and nothing", "a.xml", b"#< CLIXML\r\n<",
                  "a.xml:")
    yield read("CLIXML header in UTF-16", {"a.xml": b"\xff\xfe" +
                                           ("#< CLIXML\r\n" + CLIXML).encode("utf-16-le")},
               "clixml")


def plain_text():
    """Text that is no XML: one encoding is a guess, and said to be one; the rest is refused."""
    accent = LDIF.replace("Amy,OU", "Am\u00e9,OU")
    yield refused("LDIF with a control character", "a.ldf", LDIF.replace("TRUE", "TR\x01").encode(),
                  "character U+0001, which XML does not allow")
    yield refused("LDIF in no encoding", "a.ldf",
                  put(LDIF.encode(), b"TRUE", b"\x81\x8d"), "byte 0x81, which is valid neither in")
    yield read("LDIF in Windows-1252", {"a.ldf": accent.encode("cp1252")}, "windows-1252")
    yield refused("CSV with a NUL", "a.csv", CSV.replace("Bob", "B\0b").encode(),
                  "character U+0000, which XML does not allow")
    yield refused("CSV in UTF-16 of odd length", "a.csv", b"\xff\xfe" + CSV.encode("utf-16-le")[:-1],
                  "half of a UTF-16 character, the end of the file")


def cases():
    yield from broken_utf8()
    yield from controls()
    yield from broken_utf16()
    yield from lies()
    yield from plain_text()
