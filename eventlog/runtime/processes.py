"""Work shared with processes of our own: quiet when interrupted, and told in a sentence when one is ended."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from eventlog.errors import EnvironmentProblem

T = TypeVar("T")
R = TypeVar("R")


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


def divide_work(
    jobs: int,
    work: Iterable[T],
    elsewhere: Callable[[T], R],
    here: Callable[[T], object],
    done: Callable[[R], object],
) -> None:
    """Do all pieces of the work in `jobs` processes, of which this is one; each takes the next as it gets free.

    `elsewhere` does a piece in the process that it is sent to. `here` does one in this process, which takes from the
    end and works before the others have started; between its pieces, `done` is told what came of those done elsewhere.
    A piece that fails ends the whole, when what is begun has ended.
    """
    waiting, results = deque(work), deque[R]()

    def send() -> None:
        # One piece at a time: what the pool holds ready for a process, nobody else could take.
        with interrupts_left_to_parent(), _nothing_left(waiting):
            for piece in _taken(waiting.popleft):
                results.append(pool.submit(elsewhere, piece).result())

    def tell() -> None:
        for result in _taken(results.popleft):
            done(result)

    with helpers(jobs - 1) as pool, ThreadPoolExecutor(jobs - 1) as threads, _nothing_left(waiting):
        sending = [threads.submit(send) for _ in range(jobs - 1)]
        for piece in _taken(waiting.pop):
            here(piece)
            tell()
        for sent in sending:
            sent.result()
            tell()


def _taken(take: Callable[[], T]) -> Iterator[T]:
    """One piece after the other, until all are taken."""
    while True:
        try:
            piece = take()
        except IndexError:
            return
        yield piece


@contextmanager
def _nothing_left(waiting: deque[T]) -> Iterator[None]:
    """Where a piece fails, nobody takes another."""
    try:
        yield
    finally:
        waiting.clear()
