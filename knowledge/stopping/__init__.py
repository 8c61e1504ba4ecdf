"""What is no sales situation: recognised before anything is searched or sold.

events.py        the events, the gravest first
concepts.yaml    what a message speaks of, in as many words as people have for it
words.py         a message divided into words
features.py      a message in four views: characters, syllables, concepts, words
cues.yaml        words that stop by themselves, and suspicions to ask about (cues.py)
detector.py      the cues and the model at work, in numpy alone
model.npz        the model: by hand, by `training.py`, from `knowledge/training/stop`
evaluate.py      recall, false stops and event named, by author and by event

Stop scripts (`knowledge/handbook/stop`) say what to do; `bot.usecases.stop` answers with them.
"""

from knowledge.stopping.detector import QUIET, Reading, StopDetector
from knowledge.stopping.events import NO_EVENT, StopEvent
from knowledge.stopping.features import speaks_of

__all__ = ["NO_EVENT", "QUIET", "Reading", "StopDetector", "StopEvent", "speaks_of"]
