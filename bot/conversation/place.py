"""Where an error came from, as a log may name it."""

from __future__ import annotations


def place_of(error: BaseException | None) -> str:
    """The error's type and innermost place, without its message, which may hold content."""
    trace, place = error.__traceback__ if error is not None else None, ""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None:
        code = trace.tb_frame.f_code
        place = f" at {code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} in {code.co_name}"
    return f"{type(error).__name__}{place}"
