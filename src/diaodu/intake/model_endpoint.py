"""An optional model behind an OpenAI-compatible endpoint that may propose drafts. Off unless the settings name one.

Whatever goes wrong with it is a note on the reading and blocks nothing. What it names is kept only if it stands in the
text, character for character, and a person confirms it like any other draft.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, NamedTuple

import httpx

from diaodu.intake.values import Note
from diaodu.text.span import Span
from diaodu.text.writeups import DateWords, Directive, Named, Ordinal, ProjectMention, WriteUp

_TIMEOUT = httpx.Timeout(60, connect=5)
_MOST_SECONDS = 120
_MOST_CHARACTERS = 30_000
_MOST_ANSWER_BYTES = 512 * 1024
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(.*)")
_FENCED = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)
_INSTRUCTION = """You read write-ups of Chinese government dispatch meetings (调度会). Answer with one JSON object:
{"meeting": string, "ordinal": integer, "ordinal_words": string, "date": string, "chair": string,
 "attendees": [string], "projects": [{"name": string, "programme": string}], "leads": [string],
 "directives": [{"party": string, "text": string, "due": string}], "asks": [string]}
Copy every string from the text exactly, character for character. Leave out what the text does not say.
"""


class ModelEndpoint(NamedTuple):
    """Where the model is, what it is called, and the key it wants, if any."""

    url: str
    name: str
    key: str


@dataclass
class Answer:
    """What a model said about a text, as far as it stands there, and what there is to say about the model."""

    write_up: WriteUp = field(default_factory=WriteUp)
    notes: list[Note] = field(default_factory=list)

    def beyond(self, known: WriteUp) -> WriteUp:
        """Without what is known already: names on the same characters, and the meeting once there is one."""
        names = [*(mention.name for mention in known.projects), *known.leads]
        said = [directive.text for directive in known.directives]
        further = replace(
            self.write_up,
            projects=tuple(mention for mention in self.write_up.projects if _is_new(mention.name, names)),
            leads=tuple(lead for lead in self.write_up.leads if _is_new(lead, names)),
            directives=tuple(directive for directive in self.write_up.directives if _is_new(directive.text, said)),
            asks=tuple(ask for ask in self.write_up.asks if _is_new(ask, known.asks)),
        )
        if known.meeting is not None:
            further = replace(further, meeting=None, ordinal=None, date=known.date, chair=None, attendees=())
        return further


def _is_new(named: Named, known: Iterable[Named]) -> bool:
    return not any(named.span.start < other.span.end and other.span.start < named.span.end for other in known)


def configured(settings: Mapping[str, str]) -> ModelEndpoint | None:
    """The endpoint that the settings name, if they do."""
    return ModelEndpoint(settings["url"], settings["name"], settings["key"]) if settings["url"] else None


def ask_model(endpoint: ModelEndpoint, text: str) -> Answer:
    """What the model proposes; a note instead of an exception when it cannot be asked or makes no sense."""
    if len(text) > _MOST_CHARACTERS:
        return Answer(notes=[Note("model-text-too-long", {"most": _MOST_CHARACTERS})])
    try:
        said = json.loads(_content(_post(endpoint, text)))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Answer(notes=[Note("model-unreachable", {"reason": type(error).__name__})])
    except (ValueError, LookupError, TypeError, RecursionError):
        return Answer(notes=[Note("model-makes-no-sense")])
    if not isinstance(said, dict):
        return Answer(notes=[Note("model-makes-no-sense")])
    return _checked(said, text)


def _post(endpoint: ModelEndpoint, text: str) -> bytes:
    """The answer's bytes. No proxy of the environment is used: the text goes to the endpoint and nowhere else."""
    question = {
        "model": endpoint.name,
        "temperature": 0,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": _INSTRUCTION}, {"role": "user", "content": text}],
    }
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    url = f"{endpoint.url.rstrip('/')}/chat/completions"
    with (
        httpx.Client(timeout=_TIMEOUT, trust_env=False) as client,
        client.stream("POST", url, json=question, headers=headers) as response,
    ):
        response.raise_for_status()
        answer, until = b"", monotonic() + _MOST_SECONDS
        for chunk in response.iter_bytes():
            answer += chunk
            if len(answer) > _MOST_ANSWER_BYTES:
                raise ValueError("the answer is too long")
            if monotonic() > until:
                raise httpx.ReadTimeout("the answer takes too long")
        return answer


def _content(answer: bytes) -> str:
    content: str = json.loads(answer)["choices"][0]["message"]["content"]
    fenced = _FENCED.match(content)
    return fenced[1] if fenced else content


def _checked(said: dict[str, Any], text: str) -> Answer:
    standing = _Standing(text)
    meeting = standing.named(said.get("meeting"))
    chair, date_words = standing.named(said.get("chair")), standing.named(said.get("date"))
    write_up = WriteUp(
        meeting=meeting,
        ordinal=_ordinal(meeting, standing.named(said.get("ordinal_words")), said.get("ordinal")),
        date=_date(date_words) if date_words else None,
        chair=chair,
        attendees=tuple(standing.each(said.get("attendees"))),
        projects=tuple(
            ProjectMention(name, standing.named(row.get("programme")))
            for row, name in standing.rows(said.get("projects"), "name")
        ),
        leads=tuple(standing.each(said.get("leads"))),
        directives=tuple(
            Directive(
                party=standing.named(row.get("party")),
                text=words,
                due=standing.named(row.get("due")),
                number=None,
                speaker=chair or words,
                act=words,
                carried=False,
            )
            for row, words in standing.rows(said.get("directives"), "text")
        ),
        asks=tuple(standing.each(said.get("asks"))),
    )
    notes = [Note("model-names-refused", {"count": standing.refused})] if standing.refused else []
    return Answer(write_up, notes)


class _Standing:
    """Names that a model gave, as far as they stand in the text; the others are counted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.refused = 0

    def named(self, words: object) -> Named | None:
        if not isinstance(words, str) or not words.strip():
            return None
        start = self.text.find(words.strip())
        if start < 0:
            self.refused += 1
            return None
        return Named.at(self.text, Span(start, start + len(words.strip())))

    def each(self, words: object) -> Iterator[Named]:
        for one in words if isinstance(words, list) else ():
            if (named := self.named(one)) is not None:
                yield named

    def rows(self, rows: object, key: str) -> Iterator[tuple[dict[str, Any], Named]]:
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and (named := self.named(row.get(key))) is not None:
                yield row, named


def _ordinal(meeting: Named | None, words: Named | None, number: object) -> Ordinal | None:
    """A number in the meeting's name, such as 第十次."""
    if meeting is None or words is None or not isinstance(number, int) or not 0 < number < 1000:
        return None
    is_inside = meeting.span.start <= words.span.start and words.span.end <= meeting.span.end
    return Ordinal(number, words.span) if is_inside else None


def _date(words: Named) -> DateWords | None:
    found = _DAY.fullmatch(words.text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    return DateWords(words.text, words.span, year, month, day or 0, found[4] or None)
