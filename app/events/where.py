"""Where the log is: a file of the data folder, or PostgreSQL as the process's settings say."""

from importlib.util import find_spec

MODULE = "eventsourcing.postgres"
"""Says that the library's own settings (POSTGRES_DBNAME and so on) name the database."""
SCHEMES = ("postgresql://", "postgres://")
URL = "POSTGRES_URL"

Settings = dict[str, str]


class NoLog(Exception):  # noqa: N818 - a setting or a server, nothing went wrong here
    """The log cannot be opened, as a sentence for the person who started the programme."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def settings(where: str) -> Settings:
    """The library's settings for a log that is "" (the file), a postgresql:// address, or `MODULE`.

    Raises NoLog for anything else, rather than take the file in its place.
    """
    if not where:
        return {}
    if where != MODULE and not where.startswith(SCHEMES):
        raise NoLog("The log can be in PostgreSQL: give its address, such as postgresql://user@server/database.")
    if not (find_spec("psycopg") and find_spec("psycopg_pool")):
        raise NoLog("A log in PostgreSQL needs two more libraries. Install them with: pip install '.[postgres]'")
    # Its functions insert without the lock that keeps positions in the order of commits: a reader would miss events.
    locked = {
        "PROGRAMME_PERSISTENCE_MODULE": "app.events.postgres:PostgresLog",
        "PROGRAMME_POSTGRES_ENABLE_DB_FUNCTIONS": "n",
    }
    return locked if where == MODULE else locked | _address(where)


def _address(url: str) -> Settings:
    """The address whole, so that everything it may say counts; the library insists on the others being there."""
    parts = ("DBNAME", "HOST", "USER", "PASSWORD")
    return {f"PROGRAMME_{URL}": url} | {f"PROGRAMME_POSTGRES_{part}": "" for part in parts}
