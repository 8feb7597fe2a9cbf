"""Eastmere Council, which does not exist: its service areas and teams, and who signs in to look round."""

from app.events.vocabulary import ROLES

NAME = "Eastmere Council"
PASSWORD = "eastmere-demonstration"

AREAS = {
    "Front Door and Assessment": ("Front Door", "Assessment North", "Assessment South", "Assessment Coast"),
    "Harbour and Coast": ("Harbour", "Quayside", "Saltmarsh", "Lighthouse"),
    "Hills and Vale": ("Hillside", "Millbrook", "Orchard", "Beacon"),
    "Children in Care and 11-25": ("Willow", "Rowan", "Compass", "Pathways", "Next Steps"),
    "Quality and Safeguarding": ("Reviewing Officers", "Practice Learning", "Child Protection Chairs"),
}
WITHOUT_CHILDREN = AREAS["Quality and Safeguarding"]
TEAMS = {team: area for area, teams in AREAS.items() for team in teams}
DIRECTORS = {
    "Front Door and Assessment": "Malcolm Firth",
    "Harbour and Coast": "Grace Mensah",
    "Hills and Vale": "Parveen Aslam",
    "Children in Care and 11-25": "Colette Dubois",
    "Quality and Safeguarding": "Stephen Rook",
}
NAMED = {
    "administrator": "Priya Nair",
    "qa_lead": "Ruth Okafor",
    "operations_director": "Grace Mensah",
    "auditor": "Anna Bell",
    "practitioner": "Dana Lewis",
    "team_manager": "Omar Haddad",
    "moderator": "Mary Quinn",
    "head_of_service": "Helen Price",
    "director": "Joan Achebe",
    "inspector": "Ian Walsh",
    "analyst": "Kofi Asante",
}
SECOND_INSPECTOR = "Ivy Lane"
"""Who is shown two children alone, as they stood at a moment."""
SHOWN = ("auditor", "practitioner", "team_manager", "moderator", "qa_lead", "operations_director", "head_of_service",
         "director", "inspector", "analyst", "administrator")  # fmt: skip


def sign_ins() -> tuple[dict[str, str], ...]:
    """One person for each role, and the second inspector, as the sign-in page and the terminal offer them."""
    found = [(role, NAMED[role]) for role in SHOWN]
    found.insert(SHOWN.index("inspector") + 1, ("inspector", SECOND_INSPECTOR))
    return tuple(
        {"role": ROLES[role], "name": name, "email": email(name), "password": PASSWORD} for role, name in found
    )


def email(name: str) -> str:
    """The address that the council gives to somebody of this name."""
    return f"{name.lower().replace(' ', '.')}@eastmere.example"
