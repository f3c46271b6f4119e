"""``python -m lotse`` is the command ``lotse``."""

from lotse.cli import main

main(prog_name="lotse")
