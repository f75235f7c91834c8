#!/usr/bin/env python3
"""Writes the manual pages of foresee from what the command says of itself.

usage: manual.py BINARY FOLDER

The page foresee.1 has the commands; each command has a page of its own, as foresee-backtest.1. Pages that
`foresee help` shows on a topic are sections of foresee.1.
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def escaped(text):
    """Text as troff prints it: what it would take for a command, or a hyphen, stays what it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = text.replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return re.sub(r"(?m)^(?=\.)", r"\\&", text)


def bold(text):
    return f"\\fB{escaped(text)}\\fR"


def italic(text):
    return f"\\fI{escaped(text)}\\fR"


def names(argument):
    """An argument as it is typed: -o, --output file."""
    if argument["kind"] == "positional":
        shown = italic(argument["valueName"])
        return shown + (" ..." if argument["isRepeating"] else "")
    value = " " + italic(argument["valueName"]) if argument["kind"] == "option" else ""
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    ordered = sorted(argument["names"], key=lambda name: len(name["name"]) > 1)
    return ", ".join(bold(dashes[name["kind"]] + name["name"]) + value for name in ordered)


def description(argument):
    text = argument.get("abstract", "")
    if "defaultValue" in argument:
        text += f" (default: {argument['defaultValue']})"
    if "allValues" in argument:
        text += f" (values: {', '.join(argument['allValues'])})"
    return escaped(text.strip())


def entries(arguments):
    """A paragraph for each argument; a flag and its opposite, which say the same, share one."""
    lines, before = [], None
    for argument in arguments:
        text = description(argument)
        if text and text == before and argument["kind"] == "flag":
            lines[-2] += ", " + names(argument)
            continue
        lines += [".TP", names(argument), text]
        before = text
    return lines


def sections(command):
    """The arguments of a command by the titles that its help gives them."""
    titled = {}
    for argument in command.get("arguments", []):
        usual = "Arguments" if argument["kind"] == "positional" else "Options"
        if argument["shouldDisplay"]:
            titled.setdefault(argument.get("sectionTitle", usual), []).append(argument)
    ordered = sorted(titled, key=lambda title: (title != "Arguments", title == "Options"))
    return [line for title in ordered for line in [f".SH {escaped(title.upper())}", *entries(titled[title])]]


def paragraphs(text):
    return [line for part in text.split("\n") for line in [".PP", escaped(part)] if part]


def heading(name, abstract, version, date):
    title = name.upper().replace("-", "\\-")
    return [f'.TH {title} 1 {date} "foresee {version}" "User Commands"', ".SH NAME",
            f"{escaped(name)} \\- {escaped(abstract.rstrip('.'))}", ".ad l", ".nh"]


def command_page(command, version, date):
    name = f"foresee-{command['commandName']}"
    files = [names(each) for each in command["arguments"] if each["kind"] == "positional"]
    return [*heading(name, command["abstract"], version, date), ".SH SYNOPSIS",
            " ".join([bold(f"foresee {command['commandName']}"), "[" + italic("options") + "]", *files]),
            ".SH DESCRIPTION", escaped(command["abstract"]), *paragraphs(command.get("discussion", "")),
            *sections(command), ".SH SEE ALSO", ".BR foresee (1)"]


def topic_sections(binary, discussion):
    """The pages that the help names in quotation marks: 'foresee help layouts', 'help models'."""
    lines = []
    for topic in re.findall(r"'(?:foresee )?help ([a-z-]+)'", discussion):
        text = output(binary, "help", topic)
        title, _, body = text.strip("\n").partition("\n")
        lines += [f".SH {escaped(title)}", ".nf", escaped(body.strip("\n")), ".fi"]
    return lines


def whole_page(command, binary, version, date):
    commands = [each for each in command["subcommands"] if each["commandName"] != "help"]
    lines = [*heading("foresee", command["abstract"], version, date), ".SH SYNOPSIS",
             f"{bold('foresee')} {italic('command')} [{italic('options')}]",
             ".SH DESCRIPTION", escaped(command["abstract"]), *paragraphs(command["discussion"]), ".SH COMMANDS"]
    for each in commands:
        lines += [".TP", bold(each["commandName"]), escaped(each["abstract"])]
    lines += [*sections(command), *topic_sections(binary, command["discussion"]), ".SH SEE ALSO"]
    also = [f".BR foresee\\-{each['commandName']} (1)" for each in commands]
    return lines + [line + "," for line in also[:-1]] + also[-1:]


def write(folder, name, lines):
    (folder / f"{name}.1").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(binary, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    command = json.loads(output(binary, "--experimental-dump-help"))["command"]
    version = output(binary, "--version").strip()
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", datetime.datetime.now().timestamp()))
    date = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%d")
    write(folder, "foresee", whole_page(command, binary, version, date))
    for each in command["subcommands"]:
        if each["commandName"] != "help":
            write(folder, f"foresee-{each['commandName']}", command_page(each, version, date))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
