"""Traditional → simplified, one character to one, so that offsets stay."""

import re

from diaodu.text.restoring.lexicon import scripts

# Simplified text writes these words with the character that elsewhere is only a traditional form.
STANDING = re.compile(
    "乾[隆坤卦陵清元安县]|[乾干]嘉乾|康乾|瞭望|瞭哨|狼藉|慰藉|蕴藉|枕藉|宫商角徵羽|魏徵|"
    "[显顯卓昭]著|著[名作称书者述录]|名著|专著|原著|编著|译著|论著|土著|拙著|合著|巨著"
)


def to_simplified(text: str) -> str:
    plain = text.translate(scripts().simplified)
    if not any(char in text for char in "乾瞭藉徵著"):
        return plain
    pieces, place = [], 0
    for found in STANDING.finditer(text):
        kept = "".join(
            old if old in "乾瞭藉徵著" else new
            for old, new in zip(found[0], plain[found.start() : found.end()], strict=True)
        )
        pieces += [plain[place : found.start()], kept]
        place = found.end()
    return "".join([*pieces, plain[place:]])
