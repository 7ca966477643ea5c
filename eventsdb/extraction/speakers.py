"""Noun phrases that name who speaks, read from words outward: the parse often errs beside quotations."""

from __future__ import annotations

from dataclasses import dataclass

from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.passages import Prose
from eventsdb.extraction.reporting import ReportingLexicon
from eventsdb.extraction.tokens import Token

_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_LINKS = frozenset({"de", "d'", "d’", "du", "des", "à", "au", "aux", "l'", "l’", "pour", "-"})
_ONE = frozenset({"un", "une", "uns", "unes", "autre", "autres"})  # "l'un d'eux", "les autres"
_TO = frozenset({"à", "au", "aux"})  # "une source à la chaîne X" is not X
_ALONE = frozenset({"il", "elle", "ils", "elles", "lui", "eux"})  # nothing belongs to them
_SOME = frozenset(
    ["des", "plusieurs", "quelques", "certains", "certaines", "nombreux", "nombreuses", "un", "une"]
)
_TITLES = frozenset({"M.", "MM.", "Mme", "Mmes", "Mlle", "Me", "Mgr"})
_MAX_AGENT = 8  # tokens from a participle to the "par" of its agent
_AT = frozenset({"au", "à"})
_MANNERS = frozenset({"sujet", "cours", "micro", "lendemain", "terme", "moment", "nom", "propos", "cas"})
_GLIDE = "t"  # of "ajoute t-il" without its first hyphen
_GROUPS = frozenset({"group", "media"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an actor where one could be told, and the words of the text, tokens `start` to `end`."""

    actor: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Speakers:
    """Finds the noun phrases of one text and the actors they stand for."""

    prose: Prose
    entities: Entities
    lexicon: ReportingLexicon

    def after(self, start: int, end: int) -> Speaker | None:
        """The first noun phrase from `start` on that no preposition governs, before a comma."""
        doc, i = self.prose.doc, start
        aside = False  # between commas: "a confié, à l'AFP, le ministre"
        while i < end:
            token = doc[i]
            if token.is_space or token.pos_ == "ADV" or token.lower_ == _GLIDE or self.is_date(token):
                i += 1
            elif token.pos_ == "DET" and i + 1 < end and self.is_date(doc[i + 1]):
                i += 2  # "a prévenu ce week-end la chaîne"
            elif token.text == "," and i + 1 < end and (aside or self._opens_aside(doc[i + 1])):
                i, aside = i + 1, self._opens_aside(doc[i + 1])
            elif token.pos_ == "ADP" and token.lower_ != "des":
                i = self._past_adverbial(i + 1, end)
            elif (
                token.pos_ in _PHRASE
                or token.pos_ == "PRON"
                or token.lower_ == "des"
                or token.text[0].isupper()
            ):
                return self.at(i, end)
            else:
                return None
        return None

    def _opens_aside(self, token: Token) -> bool:
        """Whether a word after a comma says when or to whom, not who: "a confié, mardi, auprès de X, Y"."""
        return token.pos_ in ("ADP", "ADV") or self.is_date(token)

    def _past_adverbial(self, start: int, end: int) -> int:
        """The end of a phrase after a preposition, before a person's name: "en écho | Anne Petit"."""
        after = max(self.end_of(start, end), start + 1)
        if start < end and self.prose.doc[start].pos_ == "NOUN":
            for i in range(start + 1, after):
                reference = self.entities.at(i)
                if reference is None or reference.phrase_start != i or not reference.actors:
                    continue
                if self.entities.actors[reference.actors[0]].kind == "person":
                    return i
        return after

    def _with_name(self, speaker: Speaker, end: int) -> Speaker:
        """The person whose name follows an office and a comma: "le rédacteur en chef de X, Anne Y"."""
        doc, i = self.prose.doc, speaker.end
        described = next((t for t in doc[speaker.start : speaker.end] if t.pos_ in ("NOUN", "PROPN")), None)
        if described is None or described.pos_ != "NOUN" or i + 1 >= end or doc[i].text != ",":
            return speaker
        own = self.entities.at(described.i)
        person = speaker.actor is not None and self.entities.actors[speaker.actor].kind == "person"
        if person and own is not None and own.actors[:1] == (speaker.actor,):
            return speaker
        reference = self.entities.at(i + 1)
        if reference is None or reference.phrase_start != i + 1 or not reference.actors:
            return speaker
        named = self.entities.actors[reference.actors[0]].kind == "person"
        after = doc[reference.phrase_end] if reference.phrase_end < end else None
        closed = after is None or after.is_punct or after.is_space or after.pos_ == "ADP"
        if named and closed:
            return Speaker(reference.actors[0], speaker.start, reference.phrase_end)
        return speaker

    def before(self, i: int, floor: int) -> Speaker | None:
        """The noun phrase or pronoun that ends right before token i, unless a preposition governs it."""
        doc, start = self.prose.doc, i
        while start > floor and self.prose.quoted[start - 1] == -1:
            token = doc[start - 1]
            reference = self.entities.at(token.i)
            if reference is not None and reference.phrase_start < start:
                start = max(reference.phrase_start, floor)
                continue
            pronoun = token.pos_ == "PRON" and start == i
            named = token.text[0].isalpha() and token.text[0].isupper()
            if token.is_space or not (pronoun or named or token.pos_ in _PHRASE or token.lower_ in _LINKS):
                break
            if token.pos_ == "SCONJ" or token.lower_ == "si":
                break
            if self.is_date(token) or (start < i and self._begins_another(start, start - 1)):
                break
            start -= 1
            if pronoun:
                break
        if start == i or (doc[start].lower_ in _LINKS and doc[start].lower_ not in ("des", "l'", "l’")):
            return None
        lead = self.prose.previous(start)
        if lead is not None and lead.i >= floor and lead.pos_ == "ADP" and lead.lower_ != "des":
            return None
        return self.name(start, i)

    def at(self, i: int, end: int) -> Speaker:
        """The speaker named by the phrase that begins at token i, and by a name after its comma."""
        return self._with_name(self.name(i, max(self.end_of(i, end), i + 1)), end)

    def headed_by(self, head: Token, limit: int) -> Speaker:
        """The speaker whose phrase is headed by a token, with what stands directly before and after it."""
        reference = self.entities.at(head.i)
        if reference is not None:
            return Speaker(self.actor_of(reference), reference.phrase_start, reference.phrase_end)
        kept = ("det", "amod", "nummod", "advmod")
        start = min((c.i for c in head.lefts if c.dep_ in kept), default=head.i)
        named = self.name(start, max(self.end_of(head.i, limit), head.i + 1))
        return self._with_name(named, len(self.prose.doc))

    def end_of(self, i: int, end: int, *, dated: bool = False) -> int:
        """Where the noun phrase that begins at token i ends; words of a date end it unless `dated`."""
        doc, start = self.prose.doc, i
        while i < end:
            token = doc[i]
            if i > start and (doc[start].lower_ in _ALONE or self._tells_media(i, end)):
                break
            if i > start and (self._begins_another(i, i - 1) or (self.is_date(token) and not dated)):
                break
            reference = self.entities.at(i)
            if i > start and token.text in _TITLES and doc[i - 1].pos_ == "NOUN":
                break  # "en anglais | Mme Petit"
            if i > start and token.lower_ in _AT and i + 1 < end and doc[i + 1].lower_ in _MANNERS:
                break  # "le maire | au sujet de la digue"
            if reference is not None and reference.phrase_end > i:
                person = reference.actors and self.entities.actors[reference.actors[0]].kind == "person"
                if person and i > start and doc[i - 1].pos_ in ("PROPN", "NUM"):
                    break  # "dans les colonnes du Monde | Jean Petit"
                i = min(reference.phrase_end, end)
                if person or (i < end and doc[i].pos_ == "PROPN"):
                    break  # "Jean Petit | à l'AFP", "à l'AFP | Jean Petit"
                continue
            if token.is_space:
                break
            opening = (i == start and token.pos_ in ("PRON", "ADP")) or token.lower_ in _ONE
            named = token.text[0].isalpha() and token.text[0].isupper() and self.prose.quoted[i] == -1
            if not (opening or named or token.pos_ in _PHRASE or token.lower_ in _LINKS):
                break
            i += 1
        while i > start + 1 and doc[i - 1].lower_ in _LINKS:
            i -= 1
        return i

    def name(self, start: int, end: int) -> Speaker:
        """The speaker in a phrase: the actor it names, or the one a document or voice speaks for."""
        doc = self.prose.doc
        for i in range(start, end):
            reference = self.entities.at(i)
            if reference is None:
                continue
            lead = range(start, reference.phrase_start)
            if all(doc[k].pos_ in ("DET", "ADJ", "NUM") for k in lead):
                first, last = min(start, reference.phrase_start), max(end, reference.phrase_end)
                return Speaker(self.actor_of(reference), first, last)
            noun = next((doc[k].lemma_.lower() for k in lead if doc[k].pos_ == "NOUN"), None)
            if noun in self.lexicon.powers:
                return Speaker(self._government(reference), start, end)
            apposed = not any(doc[k].pos_ == "ADP" or doc[k].lower_ == "des" for k in lead if k > start)
            voice = noun in self.lexicon.voices and not any(doc[k].lower_ in _TO for k in lead)
            if noun is None or voice or apposed:
                return Speaker(self.actor_of(reference), start, end)
            break
        if (author := self._author(start, end)) is not None:
            return Speaker(author, start, end)
        return Speaker(self._familiar(start, end), start, end)

    def _author(self, start: int, end: int) -> int | None:
        """Who made a document known: "un communiqué diffusé lundi par l'armée"."""
        doc = self.prose.doc
        noun = next((t for t in doc[start:end] if t.pos_ == "NOUN"), None)
        if noun is None or noun.lemma_.lower() not in self.lexicon.voices:
            return None
        after = doc[end] if end < len(doc) else None
        if after is None or "Part" not in after.morph.get("VerbForm", []):
            return None
        for i in range(end + 1, min(end + _MAX_AGENT, len(doc) - 1)):
            if doc[i].text in ",;.:":
                return None
            if doc[i].lower_ == "par":
                reference = self.entities.at(i + 2) or self.entities.at(i + 1)
                return self.actor_of(reference) if reference is not None else None
        return None

    def _familiar(self, start: int, end: int) -> int | None:
        """The person whom a first name alone stands for, when the text names one such only."""
        if end - start != 1 or not self.prose.doc[start].text[0].isupper():
            return None
        word = self.prose.doc[start].text
        named = [
            i for i, a in enumerate(self.entities.actors) if a.kind == "person" and a.name.split()[0] == word
        ]
        return named[0] if len(named) == 1 else None

    def can_speak(self, speaker: Speaker) -> bool:
        """Whether a phrase may stand for someone: an actor, or a noun that names no thing."""
        if speaker.actor is not None:
            return True
        words = self.prose.doc[speaker.start : speaker.end]
        head = next((t for t in words if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        return head is None or head.pos_ == "PROPN" or self.lexicon.can_speak(head.lemma_.lower())

    def actor_at(self, i: int) -> int | None:
        """The actor that token i stands for."""
        reference = self.entities.at(i)
        return self.actor_of(reference) if reference is not None else None

    def actor_of(self, reference: Reference) -> int | None:
        """The first actor of a reference: a joint speaker is the first named; none of "des manifestants"."""
        if not reference.actors or self._is_anyone(reference):
            return None
        return reference.actors[0]

    def _is_anyone(self, reference: Reference) -> bool:
        """Whether a reference speaks of some members of a group, not of the group."""
        kind = self.entities.actors[reference.actors[0]].kind
        named = kind == "media" and self.prose.doc[reference.start].text[0].isupper()
        if kind not in _GROUPS or named:
            return False
        lead = self.prose.doc[max(reference.phrase_start - 1, 0) : reference.start]
        return any(token.lower_ in _SOME for token in lead)

    def is_date(self, token: Token) -> bool:
        """Whether a token belongs to a date ("25" before "juillet" too, "dernière" only after another)."""
        following = token.doc[token.i + 1] if token.like_num and token.i + 1 < len(token.doc) else token
        if following.lemma_.lower() == "dernier":
            return token.i > 0 and token.doc[token.i - 1].lower_ in self.lexicon.dates
        return following.lower_ in self.lexicon.dates

    def _government(self, reference: Reference) -> int | None:
        """The government of the person or country a reference names: "le gouvernement de X"."""
        actor = self.actor_of(reference)
        if actor is None or self.entities.actors[actor].kind != "person":
            return actor
        country = self.entities.actors[actor].country
        governments = (
            i for i, a in enumerate(self.entities.actors) if a.kind == "government" and a.country == country
        )
        return next(governments, actor) if country else actor

    def _tells_media(self, i: int, end: int) -> bool:
        """Whether "à" and the medium that was told begin here: "a annoncé son fondateur | à l'AFP"."""
        if self.prose.doc[i].lower_ not in _TO:
            return False
        for k in range(i + 1, min(i + 3, end)):
            reference = self.entities.at(k)
            if reference is not None and reference.actors:
                return self.entities.actors[reference.actors[0]].kind == "media"
        return False

    def _begins_another(self, i: int, left: int) -> bool:
        """Whether a second noun phrase begins at i: "à l'AFP | des experts", "de son côté | le roi"."""
        doc = self.prose.doc
        token, before = doc[i], doc[left]
        if token.pos_ == "DET":
            return before.lower_ not in _LINKS and before.pos_ != "DET" and before.lemma_ != "tout"
        return token.lower_ == "des" and before.pos_ == "PROPN"
