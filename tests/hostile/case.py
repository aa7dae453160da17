# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hostile case is: files, a command, and what has to come back."""
import dataclasses

UNREADABLE = 3


@dataclasses.dataclass
class Case:
    """Files (name -> bytes, or a function that makes them), what is asked of them, the exit status and texts that must be said.

    The command is `cutover VERB OPTIONS FILES`; with @cwd it is given the folder instead.
    """
    name: str
    files: dict
    says: list
    exit: int = UNREADABLE
    verb: str = "inspect"
    options: tuple = ()
    whole_folder: bool = False
    never: tuple = ()


def refused(name, file, data, *says, options=()):
    """One file that cannot be read; the message names it."""
    # a member of an archive is named as if the archive were a folder
    named = file if file.endswith(".zip") else f"{file}:"
    return Case(name, {file: data}, [named, *says], options=tuple(options))


def found(name, files, *says, exit=0, options=(), never=()):
    """Files that are read, and what validate finds in them."""
    return Case(name, files, list(says), exit=exit, verb="validate",
                options=("--fail-on", "never", *options), whole_folder=True, never=tuple(never))


def read(name, files, *says, options=(), never=()):
    """Files that are read, and what inspect says of them."""
    return Case(name, files, list(says), exit=0, options=tuple(options), whole_folder=True,
                never=tuple(never))
