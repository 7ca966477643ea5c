"""The type of a claim: what its cue says, and where the cue leaves it open, what its content says."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, fields
from functools import cache

from eventsdb.extraction.forms import is_ordinal
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.reporting import CueType
from eventsdb.extraction.tenses import is_conditional, is_future
from eventsdb.extraction.tokens import Span, Token
from eventsdb.records import ClaimType

_SELF = frozenset({"je", "j'", "j’", "nous"})
_HE = frozenset({"il", "elle", "ils", "elles"})
_HIS = frozenset({"son", "sa", "ses", "leur", "leurs"})
_NE = frozenset({"ne", "n'", "n’"})
_NOT = frozenset({"pas", "jamais", "rien", "aucun", "aucune", "nullement"})
_ATTRIBUTIVE = frozenset({"être", "constituer", "représenter", "devenir", "rester", "agir"})
_ELIDED = {"d’": "de", "n’": "ne", "l’": "le", "s’": "se", "qu’": "que"}  # the model's lemmas keep these
_BEING = frozenset({"être", "avoir", "pouvoir", "devoir", "rester"})
_NO = frozenset({"aucun", "aucune", "nul", "nulle"})
_CLITICS = frozenset(["me", "m'", "m’", "nous", "le", "la", "les", "l'", "l’", "y", "en", *_NE])
_SUBJECTS = ("nsubj", "expl:subj")
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "parataxis", "xcomp", "advcl", "dep"})
_FIRST_PERSON = ("rai", "rais", "rons")
_GOING = frozenset({"vais", "allons"})
_LEAD = 25  # words within which a long quotation says what it is about
_NEGATED = 8  # words from "aucun" to the participle of what was not done
_OPENING = 6  # words from the start within which a subject or a performative opens the content


@dataclass(frozen=True, slots=True)
class Named:
    """The tokens of a content that name the body that speaks (`own`) and that stand for other actors."""

    own: frozenset[int]
    others: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Words:
    """Single words and phrases, by lemma."""

    single: frozenset[str]
    phrases: tuple[str, ...]

    def found_in(self, lemmas: list[str]) -> bool:
        if not self.single.isdisjoint(lemmas):
            return True
        joined = " ".join(lemmas)
        return any(phrase in joined for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class TypeLexicon:
    """What `fr/claim_types.toml` holds, one field a section."""

    judgement: _Words
    wrong: _Words
    duty: _Words
    denial: _Words
    demand: _Words
    pledge: _Words
    resolve: _Words
    own: _Words
    threat: _Words
    praise: _Words
    harm: _Words
    undertaking: _Words


@cache
def type_lexicon() -> TypeLexicon:
    """Read and check `fr/claim_types.toml`.

    Raises:
        LexiconError: a section is missing or malformed.
    """
    lexicon = load_lexicon("claim_types.toml")

    def words(section: str) -> _Words:
        entries = lexicon.section(section).only("words").texts("words")
        return _Words(frozenset(e for e in entries if " " not in e), tuple(e for e in entries if " " in e))

    return TypeLexicon(*(words(section.name) for section in fields(TypeLexicon)))


def type_of(cue: CueType, content: Span, lexicon: TypeLexicon, actors: Named, *, by_power: bool) -> ClaimType:
    """The type of a claim: its cue's, or what its content says where the cue leaves that open.

    `by_power` when the speaker is a state or a force: its warnings are threats, a witness's are not.
    """
    tokens = [t for t in content if not t.is_punct and not t.is_space]
    lemmas = [_ELIDED.get(t.lower_, t.lemma_.lower()) for t in tokens]
    match cue:
        case "portrayal":
            return "statement" if lexicon.praise.found_in(lemmas) else "accusation"
        case "allegation":
            return "accusation" if tokens and tokens[0].pos_ in ("DET", "NOUN", "PROPN") else "statement"
        case "warning":
            if _commits(tokens, lexicon, actors.own):
                return "threat" if lexicon.threat.found_in(lemmas) else "pledge"
            dire = by_power or lexicon.threat.found_in(lemmas) or any(t.lower_ == "si" for t in tokens)
            return "threat" if dire and _looks_ahead(tokens) else "statement"
        case "open":
            return _of_content(tokens, lemmas, lexicon, actors)
        case "announcement":
            return "pledge" if _undertakes(content, lexicon) else _of_content(tokens, lemmas, lexicon, actors)
        case "proposal":
            return "pledge" if tokens and "Inf" in tokens[0].morph.get("VerbForm", []) else "statement"
        case "demand":
            return "statement" if content.text.rstrip(' »”"').endswith("?") else "demand"
        case _:
            return cue


def _undertakes(content: Span, lexicon: TypeLexicon) -> bool:
    """Whether what is announced is the speaker's to do: "renoncer à", "sa démission", not "avoir renoncé"."""
    first, root = content[0], content.root
    if "Inf" in first.morph.get("VerbForm", []):
        return first.lemma_ not in ("avoir", "être")
    return root.pos_ == "NOUN" and root.lemma_.lower() in lexicon.undertaking.single


def _of_content(tokens: list[Token], lemmas: list[str], lexicon: TypeLexicon, actors: Named) -> ClaimType:
    if _demands(tokens, lexicon):
        return "demand"
    if lexicon.denial.found_in(lemmas) or _denies(tokens, actors.own):
        return "denial"
    if _gives_ultimatum(tokens):
        return "threat"
    if _commits(tokens, lexicon, actors.own):
        return "threat" if lexicon.threat.found_in(lemmas) else "pledge"
    if lexicon.judgement.found_in(lemmas) or _charges(tokens, lexicon):
        return "accusation"
    return "accusation" if any(_harms(t, lexicon, actors.others) for t in tokens) else "statement"


def _harms(token: Token, lexicon: TypeLexicon, others: Container[int]) -> bool:
    """Whether a verb tells of harm that one of `others` or "ils" has done: "l'armée a bombardé la ville"."""
    if token.pos_ != "VERB" or token.lemma_ not in lexicon.harm.single:
        return False
    doer = token.head if token.dep_ in ("xcomp", "conj") else token
    if any(c.lower_ in _NE for c in (*token.lefts, *doer.lefts)):
        return False
    if any(c.dep_ in ("aux:pass", "nsubj:pass") for c in token.children):
        return any(c.dep_ == "obl:agent" and c.i in others for c in token.rights)
    subjects = [c for verb in (token, doer) for c in verb.lefts if c.dep_ == "nsubj"]
    return any(c.i in others or c.lower_ == "ils" for c in subjects[:1])


def _charges(tokens: list[Token], lexicon: TypeLexicon) -> bool:
    """Whether the content says a wrong of someone; of an infinitive the speaker is the subject."""
    if tokens and "Inf" in tokens[0].morph.get("VerbForm", []):
        suffered = any(t.lower_ == "été" for t in tokens[:3])
        return suffered and any(t.lemma_.lower() in lexicon.wrong.single for t in tokens[:5])
    if any(t.lemma_ in lexicon.duty.single and _is_neglected(t) for t in tokens):
        return True
    as_such = {t.i + d for t in tokens if t.lower_ == "comme" for d in (1, 2)}  # "X comme un danger"
    wrongs = (t for t in tokens if t.lemma_.lower() in lexicon.wrong.single)
    return any(t.i in as_such or _is_said_of_another(t) for t in wrongs)


def _is_neglected(verb: Token) -> bool:
    """Whether another is said not to do what he owes: "il ne respecte pas l'accord"."""
    negated = any(c.lower_ in _NE for c in verb.lefts)
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
    return negated and bool(subjects) and all(c.lower_ not in _SELF for c in subjects)


def _is_said_of_another(token: Token) -> bool:
    """Whether a word is the predicate of a subject other than the speaker, and not denied of it."""
    predicate = token
    if is_ordinal(token):
        return False  # "il s'agit de la troisième attaque" counts, and blames nobody
    verbal = token.pos_ == "VERB" or any(c.dep_ == "obj" for c in token.children)
    if verbal and any(c.dep_ == "aux:pass" for c in token.children):
        return any(c.dep_ == "obl:agent" for c in token.children)  # "la paix est menacée" blames nobody
    if not verbal:
        predicate = token.head if token.dep_ in ("obj", "nmod", "amod", "xcomp", "obl:arg") else token
        copular = any(c.dep_ == "cop" for c in predicate.children)
        if not copular and predicate.lemma_ not in _ATTRIBUTIVE:
            return False
    children = list(predicate.children)
    subjects = [c for c in children if c.dep_ in (*_SUBJECTS, *(("nsubj:pass",) if not verbal else ()))]
    cleft = any(c.lower_ == "qui" for c in subjects) and any(c.dep_ == "cop" for c in predicate.head.lefts)
    return (
        (predicate.dep_ in _CLAUSES or cleft)  # "c'est l'État qui est responsable"
        and bool(subjects)
        and all(c.lower_ not in _SELF for c in subjects)
        and not any(c.lower_ in _NE for c in children)
    )


def _looks_ahead(tokens: list[Token]) -> bool:
    """Whether the content speaks of what will, may or must happen."""
    return any(
        is_future(t)
        or is_conditional(t)
        or t.lemma_ in ("pouvoir", "devoir", "risquer")
        or (t.lemma_ == "aller" and _before_infinitive(t))
        for t in tokens
    )


def _before_infinitive(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 3]
    return any("Inf" in t.morph.get("VerbForm", []) for t in following)


def _demands(tokens: list[Token], lexicon: TypeLexicon) -> bool:
    """Whether the content opens with an imperative, with "il faut" and an infinitive, or "nous demandons"."""
    first = next((k for k, t in enumerate(tokens) if t.lower_ not in _CLITICS), 0)
    bare = all(t.lower_ in _NE for t in tokens[:1]) or first == 0  # "nous avons" is no imperative
    if bare and tokens and tokens[first].pos_ == "VERB" and tokens[first].lower_.endswith(("ez", "ons")):
        return True
    if len(tokens) > 2 and tokens[0].lower_ == "il" and tokens[1].lemma_ == "falloir":
        return "Inf" in tokens[2].morph.get("VerbForm", [])
    return any(
        t.lemma_ in lexicon.demand.single and t.i > 0 and t.doc[t.i - 1].lower_ in _SELF
        for t in tokens[:_OPENING]
    )


def _denies(tokens: list[Token], own: Container[int]) -> bool:
    """Whether a deed is said not to have been done: "nous n'avons jamais tiré", "aucun tir n'a eu lieu"."""
    if tokens and tokens[0].lower_ in _NO and any(t.lower_ in _NE for t in tokens[:_NEGATED]):
        return any("Part" in t.morph.get("VerbForm", []) for t in tokens[:_NEGATED])
    for index, token in enumerate(tokens[:_OPENING]):
        if token.lower_ in _SELF or token.i in own or (index == 0 and token.lower_ in _HE):
            window = tokens[index + 1 : index + 6]
            participle = any("Part" in t.morph.get("VerbForm", []) for t in window)
            compound = participle and any(t.lemma_ == "avoir" for t in window)
            negated = any(t.lower_ in _NE for t in window) and any(t.lower_ in _NOT for t in window)
            if compound and negated:
                return True
    return False


def _gives_ultimatum(tokens: list[Token]) -> bool:
    """Whether a refusal is met by what the speaker will do: "si ... ne ... pas, nous allons ..."."""
    condition = next(
        (k for k, t in enumerate(tokens) if t.lower_ in ("si", "s'", "s’") and t.dep_ == "mark"), None
    )
    if condition is None:
        return False
    refused = any(t.lower_ in _NE for t in tokens[condition : condition + 12])
    return refused and any(_own_future(tokens, k) for k, t in enumerate(tokens) if t.lower_ in _SELF)


def _commits(tokens: list[Token], lexicon: TypeLexicon, own: Container[int]) -> bool:
    """Whether the speaker binds himself: "nous ferons", "il retirera", "son engagement à", "prêt à".

    `own` are the tokens that stand for him: "la France retirera", as Paris has it.
    """
    if any(_will_do(t) for t in tokens[:_LEAD] if t.i in own and t.dep_ == "nsubj"):
        return True
    if any(t.lemma_.lower() in lexicon.pledge.single and not _is_no_intent(t) for t in tokens[:2]):
        return True
    if any(_own_future(tokens, k, lexicon) for k, t in enumerate(tokens[:_LEAD]) if t.lower_ in _SELF):
        return True
    if not tokens or any(t.lower_ in _NE or t.lower_ == "y" for t in tokens[1:3]):
        return False
    quoted = tokens[0].i > 0 and tokens[0].doc[tokens[0].i - 1].is_quote  # "he" is then another
    his = tokens[0].lower_ in _HIS and len(tokens) > 1 and tokens[1].lemma_.lower() in lexicon.own.single
    self_named = (tokens[0].lower_ in _HE and not quoted) or his
    return self_named and any(_will(t) for t in tokens[1:5])


def _is_no_intent(token: Token) -> bool:
    """Whether a verb speaks to others or of what was: "voulez-vous", "on voulait"."""
    past = not {"Imp", "Past"}.isdisjoint(token.morph.get("Tense", [])) and "Fin" in token.morph.get(
        "VerbForm", []
    )
    return token.pos_ in ("VERB", "AUX") and (past or "2" in token.morph.get("Person", []))


def _own_future(tokens: list[Token], index: int, lexicon: TypeLexicon | None = None) -> bool:
    """Whether the first-person pronoun at `index` begins what the speaker will do or is resolved to do."""
    window = tokens[index + 1 : index + 4]
    if any(t.lower_ in _NE for t in window):
        return False  # what someone will not do is a refusal
    if any(_will(t) and (t.lower_.endswith(_FIRST_PERSON) or t.lower_ in _GOING) for t in window):
        return True
    resolved = lexicon is not None and any(t.lemma_.lower() in lexicon.resolve.single for t in window)
    return resolved and any(t.lemma_ in ("être", "avoir") for t in window)


def _will_do(subject: Token) -> bool:
    """Whether the verb of a subject tells of what it will do."""
    verb = subject.head
    denied = any(c.lower_ in _NE for c in verb.lefts)
    return not denied and verb.lemma_ not in _BEING and (is_future(verb) or _will(verb))


def _will(token: Token) -> bool:
    """Whether a verb tells of what is to come: "fera", "dit qu'il ferait", "va faire"."""
    if token.lemma_ == "falloir":
        return False
    if is_future(token):
        return True
    modal = token.lemma_ in ("pouvoir", "devoir", "avoir", "être")
    return (is_conditional(token) and not modal) or (token.lemma_ == "aller" and _before_infinitive(token))
