"""Who says it: the speaker of a reporting cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventsdb.extraction.cues import Cue
from eventsdb.extraction.passages import SUBJECTS, Passage, Prose
from eventsdb.extraction.speakers import Speaker, Speakers
from eventsdb.extraction.tokens import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_IMPERSONAL = frozenset({"-on", "-t-on"})
_OF = frozenset({"de", "d'", "d’"})
_PARTITIVE = frozenset({*_OF, "des", "du"})  # "de nombreux élus", "près de dix pays"
_VERBAL = frozenset({"VERB", "AUX"})
_SEVERAL = frozenset({"les", "des", "ces", "plusieurs", "certains", "certaines", "deux", "trois"})
_RELATIVES = frozenset({"qui", "lequel", "laquelle", "lesquels", "lesquelles"})
_MAX_ANTECEDENT = 14  # tokens from "qui" back to whom it stands for
_INVERTED = frozenset({"-il", "-elle", "-ils", "-elles", "-t-il", "-t-elle"})


@dataclass(frozen=True, slots=True)
class Attributed:
    """A cue whose speaker is known, as what follows in its passage may depend on it."""

    cue: Cue
    speaker: Speaker | None
    incise: bool


@dataclass(frozen=True)
class Attribution:
    """Finds the speakers of the cues of one text; `people` are the nouns for people."""

    prose: Prose
    speakers: Speakers
    people: frozenset[str]

    def of_cue(
        self, cue: Cue, passage: Passage, earlier: Sequence[Attributed], *, incise: bool
    ) -> Speaker | None:
        """The speaker of a verb: what follows it in an incise, the agent of a passive, else its subject.

        `earlier` are the cues before it in its passage.
        """
        if incise:
            return self._inverted(cue) if cue.inverted else self.speakers.after(cue.end, passage.end)
        match cue.form:
            case "passive" | "past_participle":
                return self._agent(cue, passage)
            case "participle":
                return self._of_participle(cue, passage, earlier)
            case "infinitive":
                return self._of_infinitive(cue, passage, earlier)
            case "finite":
                return self._subject(cue, passage, earlier)

    def _inverted(self, cue: Cue) -> Speaker | None:
        """The clitic subject of "a-t-il dit"."""
        for i in range(cue.start, cue.end):
            word = self.prose.doc[i].lower_
            if word in _IMPERSONAL:
                return self._unnamed(cue.end)
            if word in _INVERTED:
                return Speaker(self.speakers.actor_at(i), i, i + 1)
        return None

    def _unnamed(self, start: int) -> Speaker | None:
        """The source in "apprend-on de source diplomatique", "indique-t-on auprès de X"."""
        doc = self.prose.doc
        for i in range(start, min(start + 6, len(doc) - 1)):
            if doc[i].lower_ in _OF and doc[i + 1].lemma_.lower() == "source":
                return self.speakers.at(i + 1, len(doc))
            if doc[i].lower_ == "auprès" and i + 2 < len(doc):
                return self.speakers.at(i + 2, len(doc))
        return None

    def _agent(self, cue: Cue, passage: Passage) -> Speaker | None:
        """The agent of a passive: "par X" before the next comma."""
        doc = self.prose.doc
        for i in range(cue.end, min(passage.end - 1, cue.end + 10)):
            if doc[i].text in ",;.:":
                return None
            if doc[i].lower_ == "par":
                return self.speakers.at(i + 1, passage.end)
        return None

    def _subject(self, cue: Cue, passage: Passage, earlier: Sequence[Attributed]) -> Speaker | None:
        """The subject of a finite verb: the phrase right before it, else what the parse says."""
        before = self.prose.previous(cue.start)
        if before is not None and before.lower_ in _RELATIVES:
            return self._antecedent(before, cue, passage)
        if (voice := self._mouthpiece(cue, passage)) is not None:
            return voice
        adjacent = self.speakers.before(cue.start, passage.start)
        parsed = self._parsed_subject(cue, passage)
        if adjacent is not None and (plural := self._plural_subject(cue, adjacent)) is not None:
            return self.speakers.headed_by(plural, cue.start)
        if adjacent is not None:
            if parsed is not None and (self._joined(adjacent, parsed) or self._is_object(adjacent, parsed)):
                return self.speakers.headed_by(parsed, cue.start)
            return self._first_of_all(adjacent, cue, passage)
        if before is not None and before.pos_ == "CCONJ":
            shared = next((a for a in reversed(earlier) if a.cue.form == "finite" and not a.incise), None)
            if shared is not None:
                return shared.speaker
            if (main := self._main_subject(passage, cue.start, cue.head)) is not None:
                return main
        if parsed is not None:
            return self.speakers.headed_by(parsed, cue.start)
        return self._nearest(cue, passage)

    def _of_participle(self, cue: Cue, passage: Passage, earlier: Sequence[Attributed]) -> Speaker | None:
        """The subject of "affirmant que": its own, an incise's before it, or the main clause's."""
        doc = self.prose.doc
        start = cue.start
        while start > passage.start and doc[start - 1].lower_ in ("en", "tout"):
            start -= 1
        if start == cue.start and (own := self.speakers.before(start, passage.start)) is not None:
            return own
        if not any(t.is_alpha for t in doc[passage.start : start]):  # "Demandant ..., X a promis"
            near = range(cue.end, passage.end)
            comma = next((i for i in near if doc[i].text == "," and self.prose.quoted[i] == -1), None)
            if comma is not None and (ahead := self.speakers.after(comma + 1, passage.end)) is not None:
                return ahead
        if earlier and earlier[-1].incise:
            return earlier[-1].speaker
        noun, lead = doc[cue.head].head, self.prose.previous(start)
        if doc[cue.head].dep_.startswith("acl") and passage.start <= noun.i < start:
            named = self.speakers.headed_by(noun, start)
            speaks = named.actor is not None or noun.lemma_.lower() in self.speakers.lexicon.voices
            before = self.prose.previous(named.start)
            apart = lead is not None and lead.text == ","
            if speaks and (not apart or before is None or before.text == ","):
                return named  # but in "X a reçu Y, affirmant que" it is X who speaks
        return self._main_subject(passage, start, cue.head) or self._nearest(cue, passage)

    def main_subject(self, passage: Passage, before: int) -> Speaker | None:
        """The subject of the last main verb of a passage before a token."""
        return self._main_subject(passage, before, passage.end)

    def _main_subject(self, passage: Passage, left: int, right: int) -> Speaker | None:
        """The subject of the last main verb before token `left`, else of the first after `right`."""
        prose = self.prose
        verbs = [
            t for t in prose.doc[passage.start : passage.end] if prose.quoted[t.i] == -1 and prose.is_main(t)
        ]
        for verb in [*(t for t in reversed(verbs) if t.i < left), *(t for t in verbs if t.i > right)]:
            lexical = prose.lexical(verb)
            subject = self._subject_of(lexical, passage.end)
            if subject is not None:
                return self.speakers.headed_by(subject, passage.end)
            start = min(t.i for t in (verb, lexical, *(c for c in lexical.lefts if c.dep_.startswith("aux"))))
            if (adjacent := self.speakers.before(start, passage.start)) is not None:
                return adjacent
        return None

    def _of_infinitive(self, cue: Cue, passage: Passage, earlier: Sequence[Attributed]) -> Speaker | None:
        """The subject of the verb that governs an infinitive, or whoever spoke before."""
        doc = self.prose.doc
        if cue.subject_head != cue.head:
            subject = self._subject_of(doc[cue.subject_head], cue.start)
            if subject is not None:
                return self.speakers.headed_by(subject, cue.start)
        if earlier:
            return earlier[-1].speaker
        return self._nearest(cue, passage) if cue.subject_head != cue.head else None

    def _parsed_subject(self, cue: Cue, passage: Passage) -> Token | None:
        """The subject by the parse, of the verb or of those it is joined to or depends on."""
        head = self.prose.doc[cue.subject_head]
        for _ in range(5):
            subject = self._subject_of(head, cue.start)
            if subject is not None:
                return subject
            if head.dep_.startswith("acl") and head.head.pos_ in _NOMINAL and head.head.i < head.i:
                return head.head
            if head.head.i == head.i or head.head.i < passage.start:
                return None
            head = head.head
        return None

    def _subject_of(self, verb: Token, limit: int) -> Token | None:
        """The noun next to a verb among those that the parse calls its subject."""
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < limit]
        subjects = [c for c in subjects if c.lower_ not in _RELATIVES and not _is_governed(c)]
        return next((c for c in reversed(subjects) if c.i < verb.i), subjects[0] if subjects else None)

    def _antecedent(self, relative: Token, cue: Cue, passage: Passage) -> Speaker | None:
        """What "qui" stands for: by the parse, else the phrase before it."""
        verb = self.prose.doc[cue.head]
        noun = verb.head
        if verb.dep_.startswith("acl") and passage.start <= noun.i < relative.i and noun.pos_ in _NOMINAL:
            parsed = self.speakers.headed_by(noun, relative.i)
            reference = self.speakers.entities.at(noun.i)
            place = reference is not None and reference.reading == "place"
            speaks = not place and self.speakers.lexicon.can_speak(noun.lemma_.lower())
            if parsed.actor is not None or speaks:
                return parsed
        end = relative.i
        while end > passage.start and self.prose.doc[end - 1].text == ",":
            end -= 1
        last = self.speakers.before(end, passage.start)
        if last is None or not self.speakers.can_speak(last):
            last = self._last_who_can_speak(end, passage.start)
        return self._first_of_all(last, cue, passage) if last is not None else None

    def _last_who_can_speak(self, end: int, floor: int) -> Speaker | None:
        """The last noun for someone before a token: "la plainte de cette femme (Nord), qui"."""
        doc, depth = self.prose.doc, 0
        for i in range(end - 1, max(floor, end - _MAX_ANTECEDENT) - 1, -1):
            depth += (doc[i].text == ")") - (doc[i].text == "(")
            reference = self.speakers.entities.at(i)
            if depth or doc[i].pos_ not in ("NOUN", "PROPN"):
                continue
            if reference is not None and reference.reading == "place":
                continue
            if (reference is not None and reference.actors) or doc[i].lemma_.lower() in self.people:
                return self.speakers.headed_by(doc[i], end)
        return None

    def _first_of_all(self, last: Speaker, cue: Cue, passage: Passage) -> Speaker:
        """The first of the actors that end with `last` in an enumeration, when the verb is plural."""
        doc = self.prose.doc
        plural = any(
            "Plur" in t.morph.get("Number", []) for t in doc[cue.start : cue.end] if t.pos_ in _VERBAL
        )
        several = doc[last.start].lower_ in _SEVERAL
        while plural and not several and last.actor is not None:
            link = self.prose.previous(last.start)
            if link is None or link.i <= passage.start or link.lower_ not in ("et", ","):
                break
            reference = self.speakers.entities.at(link.i - 1)
            if reference is None or reference.reading != "actor" or reference.phrase_end != link.i:
                break
            last = Speaker(self.speakers.actor_of(reference), reference.phrase_start, reference.phrase_end)
        return last

    def _mouthpiece(self, cue: Cue, passage: Passage) -> Speaker | None:
        """Who speaks for the subject: "par la voix de X"."""
        words = [t.lower_.replace("’", "'") for t in self.prose.doc[cue.end : min(cue.end + 5, passage.end)]]
        for phrase in self.speakers.lexicon.mouthpieces:
            if tuple(words[: len(phrase)]) == phrase:
                return self.speakers.at(cue.end + len(phrase), passage.end)
        return None

    def _joined(self, adjacent: Speaker, subject: Token) -> bool:
        """Whether the phrase before the verb is the second part of a joint subject."""
        return subject.i < adjacent.start and any(
            t.dep_ == "conj" and t.head.i == subject.i for t in self.prose.doc[adjacent.start : adjacent.end]
        )

    def _is_object(self, adjacent: Speaker, subject: Token) -> bool:
        """Whether a phrase is the object of a clause within the subject's: "les avocats qui défendent X"."""
        before = self.prose.previous(adjacent.start)
        return before is not None and before.pos_ == "VERB" and subject.i < before.i

    def _plural_subject(self, cue: Cue, adjacent: Speaker) -> Token | None:
        """The plural noun that a plural verb agrees with when one person stands before the verb.

        "Les médecins soignant Jean Petit ont dit".
        """
        doc = self.prose.doc
        finite = next((t for t in doc[cue.start : cue.end] if t.pos_ in _VERBAL), None)
        link = self.prose.previous(adjacent.start)
        alone = adjacent.actor is not None and self.speakers.entities.actors[adjacent.actor].kind == "person"
        if finite is None or not alone or "Plur" not in finite.morph.get("Number", []):
            return None
        if link is None or link.pos_ == "CCONJ" or link.text == ",":
            return None
        subjects = (c for c in doc[cue.head].lefts if c.dep_ in SUBJECTS and c.i < adjacent.start)
        return next((c for c in subjects if "Plur" in c.morph.get("Number", [])), None)

    def _nearest(self, cue: Cue, passage: Passage) -> Speaker | None:
        """The last actor before the cue in its passage that no preposition governs, else its first phrase."""
        doc, entities = self.prose.doc, self.speakers.entities
        for i in range(cue.start - 1, passage.start - 1, -1):
            reference = entities.at(i)
            if reference is None or reference.start != i or self.prose.quoted[i] != -1:
                continue
            before = self.prose.previous(reference.phrase_start)
            if reference.reading == "actor" and (before is None or before.pos_ != "ADP"):
                return Speaker(
                    self.speakers.actor_of(reference), reference.phrase_start, reference.phrase_end
                )
        for i in range(passage.start, cue.start):
            if doc[i].pos_ in ("DET", "PROPN", "PRON", "NOUN") and self.prose.quoted[i] == -1:
                return self.speakers.at(i, cue.start)
        return None


def _is_governed(noun: Token) -> bool:
    """Whether a preposition stands before a noun: "devant la cour" is nobody's subject."""
    return any(c.dep_ == "case" and c.lower_ not in _PARTITIVE for c in noun.lefts)
