"""A name in both languages, for what declares itself below the pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The words for a language code such as zh-hans or en."""
        return self.zh if language.startswith("zh") else self.en
