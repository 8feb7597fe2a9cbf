"""Dip samples and themed reviews in a list: the tracker and the columns of its files."""

from app.events.dip_sample import STATES
from app.events.dip_sample_plan import FRAMES, HOW
from app.views.dip_sample_reach import reach
from app.views.dip_sample_words import KIND_WORDS, listed_row, told
from app.views.export_columns import add_list, column, words_column
from app.views.links import link
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from projections import dip_sample_lists

TRACKER = Tracker(
    list="dip-samples",
    path="/dip-samples",
    title="Dip samples and themed reviews",
    noun="dip sample",
    question=dip_sample_lists.QUESTION,
    reach=reach,
    filters={
        "state": Filter("State", lambda: items_of(STATES)),
        "kind": Filter("Kind", lambda: items_of(KIND_WORDS)),
    },
    headings=(
        Heading("Title", "title"),
        Heading("Kind"),
        Heading("State"),
        Heading("Members"),
        Heading("Answers"),
        Heading("Planned", "planned"),
        Heading("Drawn", "drawn"),
        Heading("Ended", "ended"),
    ),
    row=listed_row,
    told=told,
    empty=(
        "No dip samples yet.",
        "A dip sample asks a question of some children or audits. Each appears here with how far it is.",
    ),
    more=lambda: {"new": link("/dip-samples/new")},
)
add_list(
    "dip-samples",
    "Dip samples",
    "dip_sample_id title frame_kind_id frame_kind how_id how state_id state member_count frame_size frame_on"
    " answer_count expected_count recommendation_count planned_on planned_by_id planned_by drawn_on ended_on"
    " framework_id framework_version",
    column("dip_sample_id", "Dip sample id", of="id"),
    column("title", "Title"),
    column("frame_kind_id", "Drawn from id", of="kind"),
    words_column("frame_kind", "Drawn from", FRAMES, of="kind"),
    column("how_id", "How drawn id", of="how"),
    words_column("how", "How drawn", HOW),
    words_column("state", "State", STATES),
    column("member_count", "Members", "number", of="size"),
    column("frame_size", "Frame", "number"),
    column("frame_on", "Frame as at", "date"),
    column("answer_count", "Answers recorded", "number", of="answered"),
    column("expected_count", "Answers to be recorded", "number", of="expected"),
    column("recommendation_count", "Recommendations", "number", of="recommendations"),
    column("planned_on", "Planned on", "date"),
    column("planned_by_id", "Planned by id", of="planned_by"),
    column("planned_by", "Planned by", of="planner_name"),
    column("drawn_on", "Drawn on", "date"),
    column("ended_on", "Concluded or withdrawn on", "date"),
)
