"""The sentences that what is learnt learns from: one folder a task, one file a source, one form.

compliance/    does a text break a rule, and which category of them (`knowledge.compliance`)
intent/        what does a message want (`bot.understanding`)
reports/       call reports, every field labelled (`bot.understanding.reports`), of their own form
retrieval/     is it a question that the handbook does not hold (`knowledge.retrieval`)
stop/          does it tell of an event that ends selling, and of which (`knowledge.stopping`)

A line is `{"text", "label", "kind"?, "then"?, "author"}`; `then` are further requests in it. The
author is whose hand wrote the sentence, so that a measurement can leave a hand out: `rules` came
with the rule files, `engine` with the first checker, `extra_a`, `extra_b`, `daily_a` and `daily_b`
are four more; `unknown-` stands before a file whose hands were not noted down. `desk` wrote the
questions far from banking, `house`, `branch-veteran` and `private-banker` those of the bank's other
trades. The twenty-one who note whom a sentence is said to (`to`) wrote from the task's
definition alone; `field-kinds` wrote after what users reported.
"""

from knowledge.training.sentences import (
    Sentence,
    TrainingDataError,
    read_sentences,
    sentences_folder,
)

__all__ = ["Sentence", "TrainingDataError", "read_sentences", "sentences_folder"]
