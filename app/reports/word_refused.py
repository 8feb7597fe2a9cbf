"""A Word file that is not taken as a template, and why."""


class TemplateRefused(Exception):  # noqa: N818 - the check refuses, nothing went wrong
    """Why a template is not taken, as a sentence, and where in it: "in “Period: {{ perod }}”", "" for all of it."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(f"{sentence} It is {where}." if where else sentence)
        self.sentence, self.where = sentence, where
