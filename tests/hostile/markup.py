# SPDX-License-Identifier: GPL-3.0-or-later
"""XML that ends too early, grows without measure, or reaches out."""
import re

from case import found, read, refused
from documents import LENIENT, SCANNED, XML, around

MANY = 100_000
TEXT = 9 << 20  # over max-text-bytes

PROPERTY = ('<Obj RefId="0"><Props><S N="SipAddress">', "</S></Props></Obj>")

TAG = re.compile(r"<!\[CDATA\[.*?\]\]>|<(/?)([\w.]+)[^>]*?(/?)>", re.S)


def boundaries(text):
    """Every place where a tag ends, with the elements that are open there: (end, [(name, line)])."""
    stack = []
    for match in TAG.finditer(text):
        closing, name, empty = match[1], match[2], match[3]
        if name is None:
            continue
        if closing:
            stack.pop()
        elif not empty:
            stack.append((name, text.count("\n", 0, match.start()) + 1))
        yield match.end(), list(stack)


def cut_short(kind, text):
    """The document, cut behind each of its tags and within some."""
    file = f"{kind}.xml"
    for end, stack in boundaries(text):
        if not stack:
            continue
        name, line = stack[-1]
        label = f"{kind} cut behind byte {end}"
        if kind in LENIENT:
            yield found(label, {file: text[:end].encode()}, f"{file}:", "[input-cut-short]")
        elif kind in SCANNED:
            yield refused(label, file, text[:end].encode(),
                          f"the document ends within <{name}> of line {line}")
        else:
            yield refused(label, file, text[:end].encode(),
                          f"the file ends inside <{name}>, which begins on line {line}; "
                          "it seems cut short")


def cut_within(kind, text):
    """Cut within the first tag, where there is no element yet."""
    file = f"{kind}.xml"
    says = "the file ends before its first element does; it seems cut short"
    for length in (1, 4, text.index(">") - 1):
        # the first bytes do not tell yet what it is going to be
        told = length > 4 and kind in SCANNED
        yield refused(f"{kind} cut at byte {length}", file, text[:length].encode(),
                      "the document ends within a tag or comment" if told else says)


def laughs():
    lines = ['<!ENTITY a0 "lol">']
    for level in range(1, 12):
        lines.append(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">')
    return "<!DOCTYPE lolz [" + "\n".join(lines) + "]>\n", "&a11;"


def entities(kind, text):
    """Document types: whatever one wants to do, none is read."""
    file = f"{kind}.xml"
    declaration, use = laughs()
    big = "x" * 100_000
    attacks = {
        "billion laughs": (declaration, use),
        "quadratic blowup": (f'<!DOCTYPE z [<!ENTITY a "{big}">]>\n', "&a;" * 10_000),
        "external entity": ('<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n', "&a;"),
    }
    for name, (before, inside) in attacks.items():
        yield refused(f"{kind}: {name}", file, (before + around(text, inside)).encode(),
                      f"{file}:1:", "is refused: no export has a document type")


def network():
    """Document types that would have to be fetched; one format is as good as another."""
    topology = XML["topology"]
    for name, before in {
            "external subset": '<!DOCTYPE z SYSTEM "http://127.0.0.1:9/x.dtd">\n',
            "public subset": '<!DOCTYPE z PUBLIC "-//X" "http://127.0.0.1:9/x.dtd">\n',
            "parameter entity": '<!DOCTYPE z [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;]>\n',
            "document type behind a comment": '<!-- -->\n<!DOCTYPE z>\n',
            "document type in UTF-7 style": '<?xml version="1.0" encoding="UTF-7"?>\n<!DOCTYPE z>',
    }.items():
        yield refused(name, "a.xml", (before + topology).encode(),
                      "is refused: no export has a document type")
    yield refused("entity that nobody declares", "a.xml", around(topology, "&evil;").encode(),
                  "Entity 'evil' not defined")


def excess(kind, text):
    """More of everything than an export has."""
    file = f"{kind}.xml"

    def large(inside):
        return lambda: around(text, inside()).encode()

    yield refused(f"{kind}: {MANY} elements deep", file, large(lambda: "<a>" * MANY),
                  "<a> is nested deeper than the limit of 128 elements", "--limit max-depth=N")
    yield refused(f"{kind}: 10000 attributes", file,
                  large(lambda: "<a" + "".join(f' a{i}="1"' for i in range(10_000)) + "/>"),
                  "<a> has more attributes than the limit of 256 attributes",
                  "--limit max-attributes=N")
    # what nobody asks for is passed over by the scanner, so that its length does no harm
    before, after = PROPERTY if kind in SCANNED else ("<a>", "</a>")
    yield refused(f"{kind}: text of 9 MiB", file,
                  large(lambda: f"{before}{'x' * TEXT}{after}"), "the limit of 8388608 bytes", "--limit max-text-bytes=N")
    yield refused(f"{kind}: attribute of 9 MiB", file, large(lambda: f'<a b="{"x" * TEXT}"/>'),
                  "the limit of 8388608 bytes", "--limit max-text-bytes=N")
    yield refused(f"{kind}: name of 9 MiB", file, large(lambda: f"<{'x' * TEXT}/>"), f"{file}:")


# name, what stands in the root, what libxml2 says, what the scanner says
MALFORMED = [
    ("crossed tags", "<a><b></a></b>", "mismatch", "is closed by </a>"),
    ("doubled attribute", '<a b="1" b="2"/>', "Attribute b redefined", "has the attribute b twice"),
    ("bare ampersand", "<a>R & D</a>", "xmlParseEntityRef", "a '&' that begins no reference"),
    ("attribute without quotes", "<a b=1/>", "AttValue", "the attribute b is not in quotes"),
    ("'<' in an attribute", '<a b="<"/>', "Unescaped '<' not allowed",
     "'<' in the value of the attribute b"),
    ("character that is none", "<a>&#x1F;</a>", "xmlParseCharRef: invalid xmlChar value 31",
     "a reference to what is no character"),
]


def malformed(kind, text):
    """Not well-formed."""
    file = f"{kind}.xml"
    own = kind in SCANNED
    for name, inside, says, scanner_says in MALFORMED:
        yield refused(f"{kind}: {name}", file, around(text, inside).encode(),
                      scanner_says if own else says)
    if own:
        # exports are copied into one file, one behind the other
        yield read(f"{kind}: two roots", {file: (text + text).encode()}, kind)
    else:
        yield refused(f"{kind}: two roots", file, (text + text).encode(),
                      "Extra content at the end of the document")


def between():
    """What stands between elements, and takes nothing but time."""
    insides = {
        "comment": lambda: f"<!--{'x' * TEXT}-->",
        "instruction": lambda: f"<?x {'x' * TEXT}?>",
        "hundred thousand comments": lambda: "<!-- -->" * MANY,
        "number of namespaces": lambda: "<a" + "".join(f' xmlns:n{i}="u"' for i in range(200)) + "/>",
    }
    for kind in ("topology", "clixml"):
        for name, inside in insides.items():
            yield read(f"{kind}: giant {name}",
                       {f"{kind}.xml": lambda kind=kind, inside=inside:
                        around(XML[kind], inside()).encode()}, kind)
    for kind in ("user-data", "wmi"):
        yield refused(f"{kind}: giant comment", f"{kind}.xml",
                      lambda kind=kind: around(XML[kind], insides["comment"]()).encode(),
                      f"{kind}.xml:", "--limit max-text-bytes=N")


def cases():
    for kind, text in XML.items():
        yield from cut_short(kind, text)
        yield from cut_within(kind, text)
        yield from entities(kind, text)
        yield from excess(kind, text)
        yield from malformed(kind, text)
    yield from network()
    yield from between()
