"""German for what click says in English: headings of the help, and what is wrong with a call."""

from __future__ import annotations

import click

_HEADINGS = {"Options": "Angaben", "Commands": "Befehle", "Usage": "Aufruf"}


class Formatter(click.HelpFormatter):
    """click's help with German headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().write_usage(
            prog, args.replace("[OPTIONS]", "[ANGABEN]").replace("COMMAND [ARGS]", "BEFEHL [ANGABEN]"), "Aufruf: "
        )

    def write_heading(self, heading: str) -> None:
        """A heading of the help."""
        super().write_heading(_HEADINGS.get(heading, heading))


def sentence(error: click.ClickException) -> str:
    """What is wrong with the call, in German and in one line where click allows it."""
    match error:
        case click.NoSuchOption():
            return f"Die Angabe {error.option_name} gibt es nicht. Alle zeigt --help"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"Es fehlt: {name}. Beispiele zeigt --help"
        case click.BadParameter():
            name = error.param.opts[-1] if error.param and error.param.opts else ""
            choices = getattr(error.param.type, "choices", None) if error.param else None
            allowed = f" Möglich: {', '.join(choices)}." if choices else ""
            return f"Die Angabe für {name} passt nicht.{allowed} Beispiele zeigt --help"
        case click.UsageError() if "No such command" in error.message:
            return f"Diesen Befehl gibt es nicht ({error.message.split()[-1].strip(chr(39) + '.')}). Alle zeigt lotse --help"
        case click.UsageError() if "unexpected extra" in error.message:
            return "Zu viele Angaben. Beispiele zeigt --help"
        case _:
            return error.format_message()
