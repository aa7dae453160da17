#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the style and the script of report.html into the program: embed.py OUT FILE...

Style sheets and scripts stay files that editors and browsers' tools understand; this makes one C
source of them, in the order in which they are named.  Comments and indentation are left out, since
every report carries a copy.  What would end the element in HTML, or the CDATA section that hides it
from a parser of XML, is refused.
"""

import sys

FORBIDDEN = ("</script", "</style", "<!--", "]]>")


def lean(path):
    """The lines of a file that say something."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for word in FORBIDDEN:
        if word in text.lower():
            sys.exit(f"{path}: {word} would end the element that it stands in")
    lines = []
    comment = False
    for line in text.splitlines():
        line = line.strip()
        comment = comment or line.startswith("/*")
        if line and not comment and not line.startswith("//"):
            lines.append(line)
        if comment and line.endswith("*/"):
            comment = False
    return "\n".join(lines) + "\n"


def function(name, text):
    """A C function that returns the text."""
    octets = ",".join(str(octet) for octet in text.encode("utf-8") + b"\0")
    return f"const char *\n{name}(void)\n{{\n\tstatic const char text[] = {{ {octets} }};\n\n\treturn text;\n}}\n"


def main():
    out, *paths = sys.argv[1:]
    style = "".join(lean(path) for path in paths if path.endswith(".css"))
    script = "".join(lean(path) for path in paths if path.endswith(".js"))
    with open(out, "w", encoding="utf-8") as file:
        file.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n")
        file.write("/* Made by render/page/embed.py; change the files it names. */\n")
        file.write('#include "render/html-page.h"\n\n')
        file.write(function("ct_html_style", style) + "\n")
        file.write(function("ct_html_script", script))


if __name__ == "__main__":
    main()
