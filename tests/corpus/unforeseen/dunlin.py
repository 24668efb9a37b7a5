"""Dunlin Marsh, 2016: a file that is an action plan and nothing else, lying on its side."""

from sightline.domain.published_reviews.reading import FrontMatter, Reading
from tests.corpus.contents import Look, Report, plan
from tests.corpus.layout import Grid, Turn, Words, body, head, section

FRONT = FrontMatter(
    title="Domestic Homicide Review DHR 07 – Multi-agency Action Plan",
    review_kind="Domestic Homicide Review",
    commissioned_by="Dunlin Marsh Community Safety Partnership",
)
PLAN = plan(
    "n|rec|act|lead|target|on|mile|status",
    """
    ## Dunlin Marsh Community Safety Partnership
    R-01 | Raise awareness of coercive control among employers. | Leaflet for employers. // Breakfast seminar. | Community Safety Manager // Chamber of Trade | Q3 2016/17 | | Leaflet printed | Amber
    R-02 | Agree who convenes a professionals’ meeting. | Protocol to be drafted and signed by all. | Community Safety Manager | w/c 3 March 2014 | 2014-03-03 | Signed protocol | Green
    ## Saltmarsh Constabulary
    R-03 | Supervisors to check every risk assessment. | Daily report from the crime system. | Supt. Public Protection | Dec 16 | 2016-12 | Weekly figures to the board | Green
    R-04 | Body worn video to be used at each domestic incident. | Standing order. | Ch. Insp. Operations | 31.3.2015 | 2015-03-31 | Dip sample | Amber
    ## Dunlin Health Trust
    R-05 | Midwives to ask about abuse at booking and at 28 weeks. | Change the record. // Train all midwives. | Head of Midwifery | April 2016 and October 2016 | 2016-04 2016-10 | Audit | Red
    R-06 | Emergency department to name a lead for domestic abuse. | Appointment. | Medical Director | Immediate | | Name known to staff | Complete
    """,
)


def _rows():
    rows = [
        head(
            "Ref",
            "Recommendation",
            "Action required",
            "Lead officer",
            "Timescale",
            "How we will know it has been done",
            "RAG status",
        )
    ]
    last = None
    for r in PLAN:
        if r.section != last:
            last = r.section
            rows.append(section(last, 7))
        rows.append(body(r.number, r.recommendation, r.action, r.lead, r.target_text, r.milestone, r.status))
    return tuple(rows)


BLOCKS = (
    Turn(),
    Words("Dunlin Marsh Community Safety Partnership", style="bold"),
    Words("Domestic Homicide Review DHR 07 – Multi-agency Action Plan", style="bold"),
    Words("Version 3"),
    Grid(_rows(), (8, 34, 32, 20, 16, 24, 12)),
)
REPORT = Report(
    "dunlin",
    Reading(document=FRONT, action_plan=PLAN),
    BLOCKS,
    Look("reportlab-wide", "bare", ("bold-heads",), "", "OFFICIAL SENSITIVE"),
)
