# SPDX-License-Identifier: GPL-3.0-or-later
"""ZIP archives that are damaged, that lie, or that unpack to more than anyone sent."""
import io
import struct
import zipfile
import zlib

from case import Case, found, read, refused
from documents import CLIXML, TOPOLOGY, XML

WHEN = (2013, 1, 1, 0, 0, 0)


def pack(members, method=zipfile.ZIP_DEFLATED, change=None):
    """members: [(name, data)]; change(info) may alter what is written about each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = method
            if change is not None:
                change(info)
            archive.writestr(info, data)
    return out.getvalue()


def local(name, data, crc=None, size=None, packed_size=None, flags=0, method=0):
    """One local header with its data, everything as told."""
    crc = zlib.crc32(data) if crc is None else crc
    packed = len(data) if packed_size is None else packed_size
    return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, 0, 0x4221, crc, packed,
                       len(data) if size is None else size, len(name), 0) + name + data


def central(name, data, offset, crc=None, size=None, packed_size=None, flags=0, method=0, mode=0):
    crc = zlib.crc32(data) if crc is None else crc
    packed = len(data) if packed_size is None else packed_size
    return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 0x0314, 20, flags, method, 0, 0x4221, crc,
                       packed, len(data) if size is None else size, len(name), 0, 0, 0, 0,
                       mode << 16, offset) + name


def end(count, size, offset):
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def by_hand(entries):
    """entries: [(name, data, {fields})]: an archive of stored members that may say anything."""
    body = b""
    directory = b""
    for name, data, fields in entries:
        offset = len(body)
        mode = fields.pop("mode", 0o100644)
        body += local(name, data, **fields)
        directory += central(name, data, offset, mode=mode, **fields)
    return body + directory + end(len(entries), len(directory), len(body))


def bomb(megabytes, name="a.xml"):
    """One member of blanks."""
    return pack([(name, b"<a>" + b" " * (megabytes << 20) + b"</a>")])


def cut():
    """An archive that ends too early: behind each of its parts."""
    whole = pack([("a.xml", TOPOLOGY), ("b.xml", CLIXML)])
    second = whole.index(b"PK\3\4", 4)
    directory = whole.index(b"PK\1\2")
    tail = whole.index(b"PK\5\6")
    for label, length in (("in its first header", 20), ("in its first name", 32),
                          ("in its first member", 120), ("before its second member", second),
                          ("in its second header", second + 10),
                          ("in its second member", second + 80)):
        yield refused(f"archive cut {label}", "a.zip", whole[:length], "the archive is damaged")
    # all members are there
    for label, length in (("in its directory", directory + 30), ("before its end", tail),
                          ("in its end", tail + 10)):
        yield read(f"archive cut {label}", {"a.zip": whole[:length]}, "a.zip/a.xml", "a.zip/b.xml")
    yield refused("archive cut before its directory", "a.zip", whole[:directory],
                  "the archive is damaged")
    yield refused("four bytes of an archive", "a.zip", b"PK\3\4", "the archive is damaged")


def damage():
    data = TOPOLOGY.encode()
    yield refused("wrong checksum", "a.zip", by_hand([(b"a.xml", data, {"crc": 1})]),
                  "a.zip/a.xml: the archive is damaged")
    yield refused("size too large", "a.zip",
                  by_hand([(b"a.xml", data, {"size": 1 << 30, "packed_size": 1 << 30})]), "a.zip")
    yield refused("size too small", "a.zip",
                  by_hand([(b"a.xml", data, {"size": 9, "packed_size": 9})]), "a.zip")
    yield refused("unpacked size that is not true", "a.zip",
                  patched_size(pack([("a.xml", TOPOLOGY)]), 10), "a.zip")
    packed = bytearray(pack([("a.xml", TOPOLOGY)]))
    for at in range(60, 90):
        packed[at] ^= 0xFF
    yield refused("compressed bytes turned over", "a.zip", bytes(packed), "the archive is damaged")
    yield refused("method that nobody knows", "a.zip",
                  by_hand([(b"a.xml", data, {"method": 77})]), "the archive is damaged")


def patched_size(archive, size):
    """Another unpacked size in both headers."""
    data = bytearray(archive)
    struct.pack_into("<I", data, 22, size)
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 24, size)
    return bytes(data)


def names():
    """Names that lead out of an archive are refused, and the rest is read."""
    for label, name in {
            "up": "../a.xml",
            "up from within": "x/../../a.xml",
            "up with backslashes": "..\\..\\a.xml",
            "up at the end": "x/..",
            "drive letter": "C:\\Windows\\a.xml",
            "drive without a slash": "C:a.xml",
            "stream of a file": "a.xml:hidden",
    }.items():
        yield found(f"name: {label}", {"a.zip": pack([(name, TOPOLOGY), ("good.xml", CLIXML)])},
                    "[archive-entry-refused]", "its name leads out of the archive")
    yield read("name: absolute", {"a.zip": pack([("/etc/a.xml", TOPOLOGY)])}, "a.zip/etc/a.xml")
    yield found("name: empty", {"a.zip": by_hand([(b"", TOPOLOGY.encode(), {}),
                                                  (b"b.xml", CLIXML.encode(), {})])},
                "[archive-entry-refused]")
    yield read("name: with control characters", {"a.zip": by_hand([
        (b"a\x1b[31m\n.xml", TOPOLOGY.encode(), {})])}, "a.zip/a", never=["\x1b"])
    yield read("name: not UTF-8", {"a.zip": by_hand([(b"a\xff\xfe.xml", TOPOLOGY.encode(), {})])},
               "topology")
    yield found("name: the same twice", {"a.zip": by_hand([
        (b"a.xml", TOPOLOGY.encode(), {}), (b"a.xml", CLIXML.encode(), {})])},
        "[archive-entry-refused]", "another member has this name")
    yield found("name: the same in capitals", {"a.zip": by_hand([
        (b"a.xml", TOPOLOGY.encode(), {}), (b"A.XML", CLIXML.encode(), {})])},
        "[archive-entry-refused]", "another member has this name")


def kinds():
    data = TOPOLOGY.encode()
    for label, mode, target in (("symbolic link", 0o120777, b"/etc/passwd"),
                                ("device", 0o020644, b"")):
        yield found(f"member: {label}", {"a.zip": by_hand([(b"a.xml", target, {"mode": mode}),
                                                           (b"b.xml", data, {})])},
                    "[archive-entry-refused]", "it is no regular file")
    yield found("member: encrypted", {"a.zip": by_hand([(b"a.xml", b"x" * 40, {"flags": 1}),
                                                        (b"b.xml", data, {})])},
                "[archive-entry-refused]", "it is encrypted")
    yield found("member: encrypted by WinZip", {"a.zip": by_hand([
        (b"a.xml", b"x" * 40, {"flags": 1, "method": 99}), (b"b.xml", data, {})])},
        "[archive-entry-refused]", "it is encrypted")


def bombs():
    yield refused("bomb: one member of 64 MiB of blanks", "a.zip", bomb(64),
                  "a.zip", "--limit max-")
    yield refused("bomb: ten members of 8 MiB", "a.zip",
                  pack([(f"{i}.xml", b"<a>" + b"\n<b/>" * (2 << 20) + b"</a>") for i in range(10)]),
                  "the archive unpacks to more than its own size times the limit of 200 times",
                  "--limit max-archive-ratio=N")
    yield refused("bomb: too many members", "a.zip",
                  pack([(f"{i}.txt", "") for i in range(10_001)], zipfile.ZIP_STORED),
                  "the archive has more members than the limit of 10000 entries",
                  "--limit max-archive-entries=N")
    nested = pack([("a.xml", TOPOLOGY)])
    for _ in range(6):
        nested = pack([("inner.zip", nested)], zipfile.ZIP_STORED)
    yield refused("bomb: archives in archives", "a.zip", nested,
                  "archives are packed deeper than the limit of 3 archives",
                  "--limit max-archive-depth=N")
    inner = bomb(60, "b.txt")
    yield refused("bomb: in an archive in an archive", "a.zip",
                  pack([("inner.zip", inner)], zipfile.ZIP_STORED), "a.zip/inner.zip", "--limit max-")
    yield refused("bomb: more bytes than allowed", "a.zip",
                  pack([("a.xml", TOPOLOGY * 1), ("b.txt", "x" * 5000)], zipfile.ZIP_STORED),
                  "the archive unpacks to more than the limit of 4096 bytes",
                  options=["--limit", "max-archive-bytes=4K"])
    yield Case("bomb: members that overlap", {"a.zip": overlapping()}, ["a.zip"], exit=3)


def overlapping():
    """Many entries of the directory that stand for the same bytes, as in the better bombs."""
    data = zlib.compress(b"\n" * (20 << 20), 9)[2:-4]
    blank = b"\n" * (20 << 20)
    fields = {"crc": zlib.crc32(blank), "size": len(blank), "packed_size": len(data), "method": 8}
    body = local(b"a.txt", data, **fields)
    directory = b"".join(central(f"{i:03}.t".encode(), data, 0, **fields) for i in range(500))
    return body + directory + end(500, len(directory), len(body))


def inside():
    """A broken document is named with the archive it is in."""
    for kind, says in (("topology", "it seems cut short"), ("clixml", "the document ends within")):
        text = XML[kind]
        yield refused(f"broken {kind} in an archive", "a.zip",
                      pack([(f"x/{kind}.xml", text[:len(text) // 2])]), f"a.zip/x/{kind}.xml:",
                      says)
    half = XML["user-data"][:200]
    yield found("user data in an archive that ends early", {"a.zip": pack([("x/d.xml", half)])},
                "a.zip/x/d.xml:", "[input-cut-short]")
    yield read("empty archive", {"a.zip": pack([])}, "a.zip")


def cases():
    for part in (cut, damage, names, kinds, bombs, inside):
        yield from part()
