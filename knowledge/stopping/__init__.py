"""What is no sales situation: recognised before anything is searched or sold.

events.py        the events, the gravest first
concepts.yaml    what a message speaks of, in as many words as people have for it
features.py      a message in three views: characters, syllables, concepts
cues.yaml        words that stop by themselves, and suspicions to ask about (cues.py)
detector.py      the cues and the model at work, in numpy alone
training.py      the model learnt from `knowledge/training/stop`, at build, with scikit-learn
evaluate.py      recall, false stops and event by author

Stop scripts (`knowledge/handbook/stop`) say what to do; `bot.usecases.stop` answers with them.
"""

from knowledge.stopping.detector import QUIET, Reading, StopDetector
from knowledge.stopping.events import NO_EVENT, StopEvent
from knowledge.stopping.features import speaks_of

__all__ = ["NO_EVENT", "QUIET", "Reading", "StopDetector", "StopEvent", "speaks_of"]
