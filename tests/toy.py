"""A toy extractor: quick, and enough to load by. "Alice Aubert a rencontré Bob Berger." is a meeting."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from pathlib import Path

from eventsdb.extraction.registry import Extractors
from eventsdb.records import Actor, ActorMention, Event, EventMention, Extraction, Participant, Sentence

_SENTENCE = re.compile(r"\S[^.]*\.?")
_NAME = re.compile(r"[A-Z]\w+ [A-Z]\w+")


class ToyExtractor:
    """Knows names of two capitalised words and one verb; stumbles over the word "trébuche".

    In a process of its own, "s'écroule" kills it every time, and "chancelle" when it meets that word first;
    `fallen` is the file by which it remembers; `fatal` lets it die in any process.
    Each article takes it `seconds`.
    """

    language = "fr"

    def __init__(self, version="1", verb="a rencontré", fallen=None, fatal=False, seconds=0.0):
        self.version = version
        self.verb = verb
        self.fallen = fallen and str(fallen)
        self.fatal = fatal
        self.seconds = seconds

    def extract(self, articles):
        for article in articles:
            time.sleep(self.seconds)
            if "trébuche" in article.text:
                raise RuntimeError("stumbled")
            if "s'écroule" in article.text:
                self._die()
            if "chancelle" in article.text and not Path(self.fallen).exists():
                Path(self.fallen).touch()
                self._die()
            yield self._extract(article.text)

    def _extract(self, text):
        sentences = tuple(Sentence(*m.span()) for m in _SENTENCE.finditer(text))
        names = list(dict.fromkeys(m.group() for m in _NAME.finditer(text)))
        mentions = tuple(
            ActorMention(names.index(m.group()), n, m.start(), m.end(), "name")
            for n, sentence in enumerate(sentences)
            for m in _NAME.finditer(text, sentence.start, sentence.end)
        )
        events, told = [], []
        for m in re.finditer(self.verb, text):
            n = next(i for i, s in enumerate(sentences) if s.start <= m.start() < s.end)
            who = dict.fromkeys(mention.actor for mention in mentions if mention.sentence == n)
            told.append(EventMention(len(events), n, m.start(), m.end(), "asserted", "toy"))
            events.append(
                Event("CONSULT", None, "asserted", None, None, tuple(Participant(w, "actor") for w in who))
            )
        return Extraction(
            f"toy {self.version}",
            sentences,
            tuple(Actor(name, "person") for name in names),
            mentions,
            events=tuple(events),
            event_mentions=tuple(told),
        )

    def _die(self):
        assert self.fatal or multiprocessing.parent_process() is not None, "this would end the tests"
        os.kill(os.getpid(), signal.SIGKILL)


class CountedExtractor(ToyExtractor):
    """Its version is how many its process has made."""

    language = "eo"
    made = 0

    def __init__(self):
        CountedExtractor.made += 1
        super().__init__(version=str(self.made))


class Unmade(Extractors):
    """Extractors that cannot be made, as when a language model is missing."""

    def get(self, language):
        raise ModuleNotFoundError("no model")
