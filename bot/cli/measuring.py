"""How well the search does, as lines: on a file, or on each author left out of the training."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.cli.shared import read_settings, refuse


def search_lines(file: Path, misses: bool) -> Iterator[str]:
    """The figures on a question file by the handbook in use.

    Raises:
        QuestionsUnreadable: naming the line.
    """
    from bot.app import NotReady, open_live_handbook
    from bot.cli.figures import search_figures
    from knowledge.retrieval.evaluation import evaluate
    from knowledge.retrieval.questions import load_questions

    questions = load_questions(file)
    try:
        current = open_live_handbook(read_settings()).current()
    except NotReady as error:
        refuse(str(error))
    return search_figures(evaluate(current, questions), misses=misses)


def left_out_lines(misses: bool) -> Iterator[str]:
    """The figures on the shipped scripts, each author by a search that learnt nothing of his.

    Raises:
        QuestionsUnreadable: naming file and line.
    """
    from bot.app import system_clock
    from bot.cli.figures import left_out_figures
    from bot.usecases.build import SCRIPTS_FOLDER
    from knowledge.handbook.format import load_folder
    from knowledge.retrieval.build import answering
    from knowledge.retrieval.leave_out import left_out
    from knowledge.retrieval.material import load_material

    scripts = answering(load_folder(SCRIPTS_FOLDER), now=system_clock())
    return left_out_figures(left_out(scripts, load_material()), misses=misses)
