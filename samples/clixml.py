# SPDX-License-Identifier: GPL-3.0-or-later
"""Write objects the way Export-Clixml of Windows PowerShell does.

Only what the samples need: strings, booleans, integers, nulls, GUIDs, string lists and nested
objects. Types are written once and referred to afterwards, as the real serializer does, because
an importer that only understands the first form would fail on every real file.
"""

import re

NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04"
STRINGS = ["System.String[]", "System.Array", "System.Object"]
CUSTOM = ["System.Management.Automation.PSCustomObject", "System.Object"]


class U32(int):
    """An unsigned integer, as WMI's uint32 arrives."""


class Guid(str):
    """A GUID, written without braces."""


class When(str):
    """A point in time, in the seven-digit form of the serializer."""


class Nested:
    """An object that is the value of a property of another one."""

    def __init__(self, types, text, props=None, items=None):
        self.types, self.text, self.props, self.items = types, text, props, items


def xml_text(text):
    """Escape for element content and attribute values alike."""
    return (text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace('"', "&quot;"))


def clixml_text(text):
    """Escape control characters, surrogates and a literal _xHHHH_ as the serializer does."""
    text = re.sub(r"_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text)
    out = []
    for char in text:
        code = ord(char)
        if code < 0x20 or 0x7f <= code <= 0x9f:
            out.append("_x%04X_" % code)
        elif code > 0xffff:
            high, low = 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)
            out.append("_x%04X__x%04X_" % (high, low))
        else:
            out.append(char)
    return "".join(out).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Clixml:
    """One export file; `remote` adds the prefix that objects get on their way through a session."""

    def __init__(self, remote=False):
        self.prefix = "Deserialized." if remote else ""
        self.lines = ['<Objs Version="1.1.0.1" xmlns="%s">' % NAMESPACE]
        self.next_ref = 0
        self.type_refs = {}

    def line(self, depth, text):
        self.lines.append("  " * depth + text)

    def add(self, types, text, props):
        """Add one pipeline object with adapted properties."""
        self.value(1, None, Nested(types, text, props))

    def add_custom(self, members):
        """Add one [pscustomobject]: it has members of its own and no adapted properties."""
        self.value(1, None, Nested(CUSTOM, None, members))

    def types(self, depth, types):
        key = tuple(types)
        if key in self.type_refs:
            self.line(depth, '<TNRef RefId="%d" />' % self.type_refs[key])
            return
        self.type_refs[key] = len(self.type_refs)
        self.line(depth, '<TN RefId="%d">' % self.type_refs[key])
        for name in types:
            self.line(depth + 1, "<T>%s</T>" % xml_text(self.prefix + name))
        self.line(depth, "</TN>")

    def nested(self, depth, name, value):
        attribute = ' N="%s"' % name if name else ""
        self.line(depth, '<Obj%s RefId="%d">' % (attribute, self.next_ref))
        self.next_ref += 1
        self.types(depth + 1, value.types)
        if value.text is not None:
            self.line(depth + 1, "<ToString>%s</ToString>" % clixml_text(value.text))
        if value.items is not None:
            self.line(depth + 1, "<LST>" if value.items else "<LST />")
            for item in value.items:
                self.value(depth + 2, None, item)
            if value.items:
                self.line(depth + 1, "</LST>")
        if value.props is not None:
            tag = "MS" if value.types is CUSTOM else "Props"
            self.line(depth + 1, "<%s>" % tag)
            for key, item in value.props.items():
                self.value(depth + 2, key, item)
            self.line(depth + 1, "</%s>" % tag)
        self.line(depth, "</Obj>")

    def value(self, depth, name, value):
        attribute = ' N="%s"' % name if name else ""
        if isinstance(value, list):
            value = Nested(STRINGS, None, items=value)
        if isinstance(value, Nested):
            self.nested(depth, name, value)
        elif value is None:
            self.line(depth, "<Nil%s />" % attribute)
        else:
            tag, text = scalar(value)
            self.line(depth, "<%s%s>%s</%s>" % (tag, attribute, text, tag))

    def text(self):
        return "\n".join(self.lines + ["</Objs>"])


def scalar(value):
    """The element name and content of one primitive value."""
    if isinstance(value, bool):
        return "B", "true" if value else "false"
    if isinstance(value, U32):
        return "U32", str(int(value))
    if isinstance(value, int):
        return "I32", str(value)
    if isinstance(value, Guid):
        return "G", str(value)
    if isinstance(value, When):
        return "DT", str(value)
    return "S", clixml_text(value)
