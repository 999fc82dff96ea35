"""One module a command: ``add_arguments(parser)`` and ``run(arguments) -> exit status``."""

COMMANDS = {
    "demo": "run the whole pipeline on the shipped recordings; no key, no network",
    "run": "ask models the questions of a set and keep every reply",
    "import": "bring in a chat print-out, a marked write-up or an export",
    "grade": "mark a run's transcripts against the reference",
    "judge": "let a judge model read what the marker leaves open; --calibrate measures one",
    "report": "write a run's report: pages, Markdown, tables, figures",
    "view": "watch and mark runs in a page on this machine",
    "review": "pass people's marks on and take them in; a gradebook",
    "list": "list the runs with scores and state",
    "open": "open a run's report in the browser",
    "site": "write static pages over many runs, fit to be published",
    "compare": "set two or more runs side by side; a gate for a CI",
    "history": "follow models over dated runs",
    "profile": "measure the thinking in a run",
    "frames": "print or save a run's tables for a notebook",
    "export": "send a marked run out in a format of the field",
    "reference": "print the computed answers; --check runs the experiments",
    "mark": "mark the replies in a file of rows that any tool wrote",
    "verify": "mark one response against one answer",
    "providers": "list the providers, their keys and prices",
    "trust": "confirm once where this folder sends keys, and that its code may run",
    "new": "write the skeleton of a new question",
    "completion": "print the lines that teach a shell to complete commands and names",
}
"""Command → its one line of help; the code is ``harness.commands.<name>`` (``import`` is ``bring_in``)."""

MODULES = {"import": "bring_in", "list": "list_runs", "open": "open_report"}
