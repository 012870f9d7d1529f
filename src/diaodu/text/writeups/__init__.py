"""Reading write-ups of dispatch meetings: who met, when, about which projects, and what was demanded of whom."""

from diaodu.text.writeups.plain import plain_reading
from diaodu.text.writeups.reader import read_write_up
from diaodu.text.writeups.values import DateWords, Directive, Named, Ordinal, ProjectMention, WriteUp

__all__ = ["DateWords", "Directive", "Named", "Ordinal", "ProjectMention", "WriteUp", "plain_reading", "read_write_up"]
