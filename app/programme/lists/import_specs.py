"""The fields of the three lists, with the headings that Mosaic, Liquidlogic, CareFirst, Eclipse and HR give them."""

from app.programme.lists.import_columns import Field, Spec


def _field(name: str, label: str, names: str, required: bool = False) -> Field:
    return Field(name, label, _names(names), required)


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split(","))


PEOPLE = Spec(
    "people",
    (
        _field(
            "email",
            "e-mail",
            """
            email, email address, e mail, e mail address, work email, mail, user principal name
            """,
            required=True,
        ),
        _field(
            "name",
            "name",
            """
            name, full name, staff name, person, employee, employee name, display name
            """,
            required=True,
        ),
        _field("job_level", "job level", "job level, level, job, job title, post, post title, position, designation"),
        _field("team", "team", "team, team name, current team, social work team"),
        _field("area", "service area", "service area, area, service, directorate, division, department, locality"),
        _field("roles", "roles", "roles, role, programme roles, programme role, access, permissions"),
        _field(
            "supervisor",
            "supervisor",
            """
            supervisor, supervisor email, supervisors email, manager, manager email, managers email, line
            manager, line manager email, reports to
            """,
        ),
        _field(
            "trained_on",
            "auditor trained on",
            """
            auditor trained on, trained on, trained, auditor trained, date trained, training date, audit
            training date, auditor training completed, training completed
            """,
        ),
        _field("moderator", "moderator", "moderator, moderator type, moderator kind, internal or external"),
        _field(
            "left_on",
            "left on",
            """
            left on, left, date left, leaving date, leave date, leaver date, last day, end date
            """,
        ),
    ),
)
CHILDREN = Spec(
    "children",
    (
        _field(
            "reference",
            "reference",
            """
            reference, ref, ref no, reference number, child ref, child reference, child id, client id, client
            ref, client reference, client number, case id, case ref, case reference, case number, person id,
            person ref, person reference, cis id, cis number, mosaic id, mosaic person id, mosaic number,
            liquidlogic id, lcs id, lcs number, ics id, eclipse id, carefirst id, carefirst number, azeus id,
            swift id, system id, unique id, child number, child unique id, id
            """,
            required=True,
        ),
        _field("initials", "initials", "initials, child initials, childs initials, client initials"),
        _field(
            "plan",
            "plan type",
            """
            plan type, plan, type of plan, current plan, plan status, case status, case type, case category,
            child status, category, status, cin cp cic cl, cin cp lac, cin cp cla, involvement, involvement type
            """,
            required=True,
        ),
        _field(
            "team",
            "team",
            """
            team, team name, allocated team, case team, current team, responsible team, worker team, social work
            team, owning team
            """,
            required=True,
        ),
        _field(
            "worker",
            "allocated worker",
            """
            allocated worker, allocated worker email, allocated worker name, allocated social worker, allocated
            to, worker, worker name, worker email, social worker, social worker name, social worker email, key
            worker, case worker, case holder, lead worker, lead professional, personal adviser, sw, allocated sw
            """,
        ),
        _field("age_band", "age band", "age band, age group, age range, age, current age"),
        _field("date_of_birth", "date of birth", "date of birth, dob, birth date, edd, dob or edd"),
        _field(
            "ethnicity",
            "ethnicity",
            """
            ethnicity, ethnic group, ethnic origin, ethnic background, ethnicity description
            """,
        ),
        _field(
            "opened",
            "opened",
            """
            opened, date opened, open date, opened on, opened date, case opened, case open date, start date,
            case start date, episode start date, plan start date, referral date, date of referral
            """,
        ),
        _field(
            "last_audited",
            "last audited",
            """
            last audited, date last audited, last audit, last audit date, audited on
            """,
        ),
        _field(
            "ended_on",
            "closed",
            """
            closed, date closed, closed on, closed date, closure date, case closed, case closed date, ended,
            ended on, date ended, end date, case end date, episode end date
            """,
        ),
    ),
    never=frozenset(
        _names(
            """
            name, child name, childs name, client name, full name, forename, first name, surname, last name,
            family name, nhs number, nhs no, nhs id, address, home address, postcode, post code, upn, telephone,
            phone, mobile
            """
        )
    ),
)
POPULATION = Spec(
    "population",
    (
        _field("plan", "plan type", "plan type, plan, type, type of plan, category, status", required=True),
        _field(
            "count",
            "number of children",
            """
            count, number, number of children, children, open children, open, total, cases, open cases, no of
            children
            """,
            required=True,
        ),
    ),
)
SPECS = {spec.kind: spec for spec in (PEOPLE, CHILDREN, POPULATION)}
