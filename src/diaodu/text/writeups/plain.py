"""A reading as plain names, for whoever needs no places."""

from typing import Any

from diaodu.text.writeups.values import WriteUp


def plain_reading(write_up: WriteUp) -> dict[str, Any]:
    """Names as strings; what is not there is None or an empty list."""
    return {
        "meeting": write_up.meeting.words if write_up.meeting else None,
        "ordinal": write_up.ordinal.number if write_up.ordinal else None,
        "date": write_up.date.text if write_up.date else None,
        "chair": write_up.chair.words if write_up.chair else None,
        "attendees": [person.words for person in write_up.attendees],
        "projects": [project.name.words for project in write_up.projects],
        "leads": [lead.words for lead in write_up.leads],
        "directives": [
            {"party": directive.party.words if directive.party else None, "text": directive.text.words}
            for directive in write_up.directives
        ],
    }
