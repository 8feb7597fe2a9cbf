"""A bar on the terminal for what takes more than a moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def bar(words: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while something goes on; yields what is told how many are done, of how many."""
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
