"""How well a database agrees with articles that people annotated."""

from eventsdb.evaluation.gold import GoldArticle, read_gold
from eventsdb.evaluation.measures import Proportion, Retrieval
from eventsdb.evaluation.scoring import Evaluation, evaluate, matched_events

__all__ = ["Evaluation", "GoldArticle", "Proportion", "Retrieval", "evaluate", "matched_events", "read_gold"]
