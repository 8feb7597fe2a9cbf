"""An inspection of the story, and none."""

from app.demo.stories import Story

MINE = {"inspection": "named"}
THEIRS = {"inspection": "never-granted"}


def tell(story: Story) -> None:
    """The story has told of it already."""
