"""Documents and refusals as JSON, for the way from the reading process back to ours."""

import json
from dataclasses import asdict
from typing import Any

from diaodu.intake.values import Document, Note, Refusal
from diaodu.text.span import Span


def packed(outcome: Document | Refusal) -> bytes:
    if isinstance(outcome, Refusal):
        answer: dict[str, Any] = {"refusal": outcome.code, "values": dict(outcome.values)}
    else:
        answer = {"document": asdict(outcome)}
    return json.dumps(answer, ensure_ascii=False).encode()


def unpacked(data: bytes) -> Document | Refusal:
    answer = json.loads(data)
    if "refusal" in answer:
        return Refusal(answer["refusal"], **answer["values"])
    fields = answer["document"]
    return Document(
        **fields
        | {
            "encoding_alternatives": tuple(fields["encoding_alternatives"]),
            "pages": tuple(Span(**page) for page in fields["pages"]),
            "notes": tuple(Note(**note) for note in fields["notes"]),
        }
    )
