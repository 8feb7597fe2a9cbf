"""What can be named in a Word template of reports, in words."""

NAMES = (
    ("{{ council }}", "The council's name"),
    ("{{ title }}", "The title of the report"),
    ("{{ kind }}", "Monthly report, Quarterly report or Report of the year"),
    ("{{ period }}", "Its month, quarter or year"),
    ("{{ author }}", "Who wrote it; nobody in the public copy"),
    ("{{ as_at }}", "Up to which moment and event its figures count"),
    ("{{ overdue_on }}", "The day on which what is overdue was so"),
    ("{{ edition }}", "Its edition, or that it is a draft"),
    ("{{ published }}", "On which day it was published, by whom; nothing before that"),
    ("{{ copy }}", "Internal copy or Public copy"),
    ("{{ marking }}", "OFFICIAL-SENSITIVE or OFFICIAL; at the head or foot of every page"),
    ("{{ demonstration }}", "That it is invented, where it is; at the head or foot of every page"),
    ("{{ figures['completion-of-pool'] }}", "A figure of the report's own period, by its name"),
    ("{%p for change in changes %}", "What this edition changes: {{ change }}, then {%p endfor %}"),
    ("{%p for framework in frameworks %}", "The audit tools: {{ framework }}, then {%p endfor %}"),
    ("{{p contents }}", "The titles of its sections, alone in a paragraph"),
    ("{%p for section in sections %}", "Its sections: {{ section.title }}, {{p section.body }}, then {%p endfor %}"),
    ("{%p if section.confidential %}", "What is only for a confidential section, to {%p else %} or {%p endif %}"),
    ("{{p definitions }}", "The table of how each figure is defined, alone in a paragraph"),
)
"""Each tag, and what it is filled in with."""
