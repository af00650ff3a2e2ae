"""Work shared with processes of our own: quiet when interrupted, and told in a sentence when one is ended."""

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from eventlog.errors import EnvironmentProblem


@contextmanager
def helpers(number: int) -> Iterator[ProcessPoolExecutor]:
    """So many further processes, ended with the block; what they have begun is finished, what waits is dropped.

    Raises EnvironmentProblem where one of them was ended from outside.
    """
    # Not by fork: threads and connections would be copied in mid-work.
    with ProcessPoolExecutor(number, get_context("spawn")) as pool:
        try:
            yield pool
        except BrokenProcessPool:
            raise EnvironmentProblem(
                "a process was ended from outside, perhaps for want of memory; give the same command again"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def interrupts_left_to_parent() -> Iterator[None]:
    """Processes that start meanwhile never see an interrupt, not even before they have loaded us; ours waits."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
