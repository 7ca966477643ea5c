"""Claims: what an article gives to someone other than its outlet, and how it does so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eventsdb.extraction.attribution import Attributed, Attribution
from eventsdb.extraction.boundaries import Boundaries
from eventsdb.extraction.claim_types import Named, type_lexicon, type_of
from eventsdb.extraction.content import ContentReader
from eventsdb.extraction.cues import Cue, find_cues
from eventsdb.extraction.discourse import Discourse
from eventsdb.extraction.document import Document, Entities
from eventsdb.extraction.drafts import Draft, innermost
from eventsdb.extraction.frames import load_frames
from eventsdb.extraction.incises import Incises
from eventsdb.extraction.passages import CLOSERS, Content, Passage, Prose
from eventsdb.extraction.reporting import reporting_lexicon
from eventsdb.extraction.sources import Sources
from eventsdb.extraction.speakers import Speaker, Speakers
from eventsdb.records import ClaimMention, QuoteType

_POWERS = frozenset({"government", "armed_group"})
_I = frozenset({"je", "j'", "j’", "mon", "ma", "mes", "moi"})
_MIN_SPEECH = 6  # words of a quotation that opens a sentence and needs no cue
_HEADING = 12  # words that a subheading does not reach
_STOPS = frozenset({".", "!", "?", "…", "..."})
_MIN_QUOTE = 4  # words: a shorter quotation without a cue is a scare quote


def find_claims(document: Document, entities: Entities) -> tuple[ClaimMention, ...]:
    """The claims of an article in reading order; a quotation repeated word for word is entered once."""
    prose = Prose.of(document)
    finder = _Finder(document, entities, prose)
    claims = sorted(finder.claims(), key=lambda c: (c.start, c.end))
    text = document.article.text
    seen: set[str] = set()
    unique = []
    for claim in claims:
        words = " ".join(text[claim.start : claim.end].split())
        if words in seen:
            continue
        seen.add(words)
        unique.append(claim)
    return tuple(unique)


class _Finder:
    def __init__(self, document: Document, entities: Entities, prose: Prose) -> None:
        self.document = document
        self.entities = entities
        self.prose = prose
        self.lexicon = reporting_lexicon()
        self.speakers = Speakers(prose, entities, self.lexicon)
        people = load_frames().classes["people"].nouns
        self.attribution = Attribution(prose, self.speakers, people)
        self.discourse = Discourse(self.speakers, people | load_frames().classes["unnamed"].nouns)
        boundaries = Boundaries(prose, self.lexicon)
        incises = Incises(prose, self.speakers, boundaries)
        self.reader = ContentReader(prose, self.speakers, boundaries, incises)
        self.sources = Sources.of(prose, self.speakers, boundaries)
        self.types = type_lexicon()
        cues = tuple(find_cues(document.doc, prose.quoted, self.lexicon))
        self.passages = tuple(
            replace(p, cues=tuple(c for c in cues if p.start <= c.head < p.end)) for p in prose.passages
        )

    def claims(self) -> Iterator[ClaimMention]:
        drafts: list[Draft] = []
        speaker: Speaker | None = None  # who spoke last
        quoted: Speaker | None = None  # whose a quotation without a cue is
        for passage in self.passages:
            if self._is_headline(passage):
                continue
            read = [*self._verbal(passage), *self.sources.read(passage)]
            found: list[Draft] = []
            for draft in sorted(innermost(read), key=lambda d: d.start):
                named = (d for d in read if d.speaker is not None and d.speaker.actor is not None)
                heard = {d.speaker for d in (*found, *named) if d.speaker is not None}
                limit = draft.start if draft.speaker is None else draft.speaker.start
                here = sorted((s for s in heard if s.end <= limit), key=lambda s: s.start)
                found.append(self._attribute(draft, here, speaker))
            found += self._uncued(passage, found, quoted)
            drafts += found
            speakers = [d.speaker for d in found if d.speaker is not None]
            outer = [d.speaker for d in read if d.speaker is not None]
            self.discourse.remember(passage, [*outer, *speakers])
            speaker = speakers[-1] if speakers else speaker
            told = not found and any(
                self.prose.is_main(t) for t in self.prose.doc[passage.start : passage.end]
            )
            # when the outlet has told something, a quotation after it is his of whom it told
            quoted = (self.discourse.last_subject() if told else None) or speaker
        claims = [claim for draft in drafts if (claim := self._finish(draft)) is not None]
        yield from self._sustained(claims)

    def _is_headline(self, passage: Passage) -> bool:
        """Whether a passage is the title, which sums up what the body tells again."""
        title = self.document.article.title
        doc = self.prose.doc
        if passage.start >= len(doc) or title is None or not self.document.article.text.startswith(title):
            return False
        return doc[passage.start].idx < len(title)

    def _attribute(self, draft: Draft, here: list[Speaker], before: Speaker | None) -> Draft:
        """The draft with the speaker its pronoun takes up; "avant d'ajouter" goes on with the last.

        `here` are those who spoke before in the passage, `before` is who spoke last before it.
        """
        last = here[-1] if here else before
        speaker = last if draft.speaker is None and draft.goes_on else draft.speaker
        if speaker is None:
            return draft
        if draft.continues and last is not None and self.discourse.may_continue(speaker, last):
            return replace(draft, speaker=Speaker(last.actor, speaker.start, speaker.end))
        words = self.prose.doc[draft.start : draft.end]
        own = any(t.lower_ in _I and self.prose.quoted[t.i] != -1 for t in words)
        return replace(draft, speaker=self.discourse.resolve(speaker, here, first_person=own))

    def _sustained(self, claims: list[ClaimMention]) -> Iterator[ClaimMention]:
        """Type as accusations what accusers go on to say of those they accuse."""
        accused = {(c.speaker, self._first_actor(c)) for c in claims if c.type == "accusation"}
        for claim in claims:
            target = self._first_actor(claim)
            known = claim.speaker is not None and target is not None and target != claim.speaker
            if claim.type == "statement" and known and (claim.speaker, target) in accused:
                yield replace(claim, type="accusation")
            else:
                yield claim

    def _first_actor(self, claim: ClaimMention) -> int | None:
        """The actor that the content of a claim names first, among its opening words."""
        doc = self.prose.doc
        span = doc.char_span(claim.start, claim.end, alignment_mode="expand")
        for token in span[:4] if span is not None else ():
            reference = self.entities.at(token.i)
            if reference is not None and reference.reading == "actor" and reference.actors:
                return reference.actors[0]
        return None

    def _verbal(self, passage: Passage) -> Iterator[Draft]:
        """Claims that a verb reports."""
        earlier: list[Attributed] = []
        for cue in passage.cues:
            content = self.reader.read(cue, passage)
            if content is None:
                continue
            speaker = self.attribution.of_cue(cue, passage, earlier, incise=content.incise)
            if speaker is not None and not self._may_speak(cue, content, speaker):
                continue
            earlier.append(Attributed(cue, speaker, content.incise))
            yield self._draft(content, cue, speaker)

    def _may_speak(self, cue: Cue, content: Content, speaker: Speaker) -> bool:
        """Whether a phrase may be the source: whatever stands after a quotation and its verb of saying is."""
        told = content.incise and self.prose.quoted[content.start] != -1
        return (told and cue.group is not self.lexicon.any_verb) or self.speakers.can_speak(speaker)

    def _draft(self, content: Content, cue: Cue, speaker: Speaker | None) -> Draft:
        addressee = (
            self.speakers.at(content.addressee, content.addressee + 12).actor if content.addressee else None
        )
        return Draft(
            content.start,
            content.end,
            cue.group.type,
            speaker,
            (cue.start, cue.end),
            addressee,
            incise=content.incise,
            goes_on=cue.form == "infinitive",
            continues=content.incise and self.prose.doc[cue.head].lemma_ in self.lexicon.continuing,
        )

    def _uncued(self, passage: Passage, found: list[Draft], speaker: Speaker | None) -> list[Draft]:
        """Quotations that open or fill their passage and that no cue claims: the last speaker goes on."""
        drafts: list[Draft] = []
        for index in self.prose.quotations_in(passage.start, passage.end):
            start, end = self.prose.extents[index]
            claimed = any(d.start < end and start < d.end for d in found)
            if claimed or self._is_subheading(start, end):
                continue
            if (named := self._before_colon(passage, start)) is not None:
                drafts.append(Draft(start, end, "open", named, None))
                continue
            if speaker is None:
                continue
            words = [t for t in self.prose.doc[start:end] if t.is_alpha]
            rest = any(
                t.is_alpha
                for t in (*self.prose.doc[passage.start : start], *self.prose.doc[end : passage.end])
            )
            opens = start == passage.start and any(self.prose.is_main(t) for t in words)
            if len(words) >= (_MIN_SPEECH if opens else _MIN_QUOTE) and (opens or not rest):
                drafts.append(Draft(start, end, "open", None if self._is_medium(speaker) else speaker, None))
        return drafts

    def _is_subheading(self, start: int, end: int) -> bool:
        """Whether a quotation is a few words on a line of their own, without a full stop."""
        doc = self.prose.doc
        before = doc[start - 1] if start else None
        after = doc[end] if end < len(doc) else None
        alone = all(t is None or (t.is_space and "\n" in t.text) for t in (before, after))
        words = doc[start:end]
        return (
            alone and sum(t.is_alpha for t in words) < _HEADING and not any(t.text in _STOPS for t in words)
        )

    def _is_medium(self, speaker: Speaker) -> bool:
        """Whether a medium told what came before: a quotation after it is somebody else's."""
        return speaker.actor is not None and self.entities.actors[speaker.actor].kind == "media"

    def _before_colon(self, passage: Passage, start: int) -> Speaker | None:
        """The actor in "X : « ... »", else the subject in "X a réagi : « ... »"."""
        colon = self.prose.previous(start)
        if colon is None or colon.text != ":" or colon.i <= passage.start:
            return None
        words = sum(t.is_alpha for t in self.prose.doc[start : passage.end] if self.prose.quoted[t.i] != -1)
        announced = self.attribution.main_subject(passage, colon.i) if words >= _MIN_QUOTE else None
        if announced is not None and self.speakers.can_speak(announced):
            return self.discourse.resolve(announced)
        named = self.speakers.before(colon.i, passage.start)
        alone = named is not None and named.start == passage.start
        return named if named is not None and alone and named.actor is not None else None

    def _finish(self, draft: Draft) -> ClaimMention | None:
        """The claim of a draft: characters, kind of quote, type."""
        doc = self.prose.doc
        start, end = self.prose.shrink(draft.start, draft.end)
        if end <= start:
            return None
        quote = "direct" if self._is_dialogue(draft) else self._quote_type(start, end)
        said = doc.span(start, end)
        char_start, char_end = said.start_char, said.end_char
        if self.prose.quoted[end - 1] != -1 and quote == "direct":
            char_start, char_end = self._unquoted(start, end)
        elif self.prose.opens(start):  # the mark may share its token with an elision: "qu'"
            char_start = max(char_start, self.prose.quotations[self.prose.quoted[start]].start)
        if char_end <= char_start:
            return None
        speaker = draft.speaker
        actor = speaker.actor if speaker is not None else None
        power = actor is not None and self.entities.actors[actor].kind in _POWERS
        words = doc.span(speaker.start, speaker.end).text.strip(" -") if speaker is not None else None
        cue = doc.span(*draft.cue).text.strip() if draft.cue is not None else None
        return ClaimMention(
            sentence=self.document.sentence_of(start),
            start=char_start,
            end=char_end,
            type=type_of(draft.type, said, self.types, self._named(start, end, actor), by_power=power),
            quote=quote,
            speaker=actor,
            speaker_text=words or None,
            cue=cue,
            addressee=draft.addressee,
        )

    def _named(self, start: int, end: int, speaker: int | None) -> Named:
        """The tokens from `start` to `end` that stand for the speaker and for other actors."""
        references = ((i, self.entities.at(i)) for i in range(start, end))
        actors = {i: r for i, r in references if r is not None and r.reading == "actor"}
        own = frozenset(i for i, r in actors.items() if speaker in r.actors)
        person = speaker is not None and self.entities.actors[speaker].kind == "person"
        named = frozenset(i for i in own if actors[i].form == "name" and not person)
        return Named(named, frozenset(actors) - own)

    def _is_dialogue(self, draft: Draft) -> bool:
        """Whether a cue is set into a paragraph that a dash opens: "– Je viens, dit-il"."""
        at = self.prose.doc[draft.start].idx
        return draft.incise and any(q.dialogue and q.start <= at < q.end for q in self.prose.quotations)

    def _quote_type(self, start: int, end: int) -> QuoteType:
        words = [t for t in self.prose.doc[start:end] if t.is_alpha or t.like_num]
        inside = [t for t in words if self.prose.quoted[t.i] != -1]
        if not inside:
            return "indirect"
        if len(words) - len(inside) <= 1:
            return "direct"
        return "mixed"

    def _unquoted(self, start: int, end: int) -> tuple[int, int]:
        """The characters of a quotation without its marks and without an article before them."""
        text = self.document.article.text
        first = next(i for i in range(start, end) if self.prose.quoted[i] != -1)
        char_start = self.prose.quotations[self.prose.quoted[first]].inner_start
        char_end = self.prose.quotations[self.prose.quoted[end - 1]].inner_end
        while char_end > char_start and (text[char_end - 1] in CLOSERS or text[char_end - 1].isspace()):
            char_end -= 1
        return char_start, char_end
