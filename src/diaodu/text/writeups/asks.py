"""Asks for policy: the clauses that want support, money or a rule from higher up."""

import re

from diaodu.text.writeups.layout import Layout
from diaodu.text.writeups.values import Named

_ASK = re.compile(
    "(?:争取|申请|申报|对上争取|争列)[^,。;]{0,24}(?:政策|资金|投资|专项债|国债|支持|指标|盘子|试点|贴息)"
    "|(?:恳请|请求|建议|希望|提请)[^,。;]{0,24}(?:支持|倾斜|政策|解决|给予|协调)"
    "|(?:出台|制定|完善|谋划|拿出|提出|用足用好|用好用足|用好|落实)[^,。;]{0,24}(?:政策|支持措施|支持清单|补贴|奖补)"
    "|政策支持措施|(?:专项债券?|中央预算内投资|特别国债)[^,。;]{0,12}(?:申报|争取|发行|支持)"
)


def read_asks(layout: Layout) -> tuple[Named, ...]:
    """Whole clauses, each once."""
    found: dict[str, Named] = {}
    for sentence in layout.sentences:
        if sentence.is_headline:
            continue
        for part in layout.split(sentence.span, re.compile("[,;:]")):
            if _ASK.search(layout.folded, part.start, part.end):
                named = Named.at(layout.source, layout.trimmed(part))
                found.setdefault(named.text, named)
    return tuple(found.values())
