"""Pellham, 2013: the recommendation and its number in a merged cell, the actions numbered beneath it.

A table for each agency under a numbered heading; a panel table without heads; people named in a
sentence; contributions as bullets that say what each agency sent; lessons by agency.
"""

from itertools import groupby

from sightline.domain.published_reviews.reading import (
    Contribution,
    ContributionKind,
    FrontMatter,
    Lesson,
    Reading,
    Scope,
    Subject,
    SubjectRole,
    TermOfReference,
)
from tests.corpus.contents import (
    ExpectedDefect,
    Look,
    Report,
    narrative,
    panel,
    plan,
    printed_date,
)
from tests.corpus.layout import (
    Block,
    Cell,
    Grid,
    Heading,
    PageBreak,
    Row,
    Words,
    body,
    bullets,
    head,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review\nExecutive Summary\nDHR2 – Elm",
    review_kind="Domestic Homicide Review",
    commissioned_by="Pellham Borough Community Safety Partnership",
    author="Marigold Stanhope-Lyle",
    report_date=printed_date("30th May 2013", "2013-05-30"),
    scope=Scope(text="from 14 February 2009 to 2 November 2011", start="2009-02-14", end="2011-11-02"),
)
SUBJECTS = (
    Subject(pseudonym="Elm", role=SubjectRole.VICTIM),
    Subject(pseudonym="Ash", role=SubjectRole.PERPETRATOR),
)
PANEL = panel("""
    Marigold Stanhope-Lyle | Independent Author |
    Evander Tullock | Head of Community Protection | Pellham Borough Council
    Isadora Vane | Detective Inspector | Shirewell Police
    Mungo Hathersage | Senior Probation Officer | Shirewell Probation Trust
""")
CONTRIBUTIONS = (
    Contribution(agency="Shirewell Police", kind=ContributionKind.IMR),
    Contribution(agency="Pellham Homes", kind=ContributionKind.IMR),
    Contribution(agency="Shirewell Probation Trust", kind=ContributionKind.IMR),
    Contribution(agency="Pellham Primary Care Trust", kind=ContributionKind.SUMMARY_REPORT),
)
TERMS = (
    "Examine the response of each agency to Elm’s calls for help.",
    "Examine whether Ash was managed as an offender should be.",
    "Consider whether drink was treated as a cause or as an excuse.",
)
STORY = narrative(
    """
    Elm and Ash met on {14 February 2009|2009-02-14}.
    Shirewell Police attended their flat on {19th September 2010|2010-09-19} and on no other day.
    Ash was sentenced in {January 2011|2011-01} to supervision by Shirewell Probation Trust.

    In {October 2011|2011-10} Pellham Homes wrote to Elm about noise.
    Elm died on {2/11/11|2011-11-02}.
    """,
    people=("Elm", "Ash"),
    agencies=("Shirewell Police", "Shirewell Probation Trust", "Pellham Homes"),
)
LESSONS = (
    Lesson(lesson="A letter about noise may be read by the person who made it."),
    Lesson(lesson="Officers should look at what a call was about before they close it."),
)
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    """
    ## Shirewell Police
    1.1 | Look for history at every call. | Change the call-taking system. | Chief Inspector, Contact Centre | September 2013 | 2013-09 | Ongoing
    1.2 | Look for history at every call. | Train the call takers. | Training Manager | 31st October 2013 | 2013-10-31 |
    2.1 | Close no call without a supervisor. | Instruction to be issued. | Chief Inspector, Contact Centre | Completed | | Completed
    ## Pellham Homes
    3.1 | Treat noise as a sign of harm. | Checklist for housing officers. | Housing Manager | 1.8.13 | 2013-08-01 |
    3.2 | Treat noise as a sign of harm. | Visit before a letter is sent. | Housing Manager | 15/4/13 | 2013-04-15 |
    ## Shirewell Probation Trust
    4.1 | See partners apart. | Practice note. | | December 2013 | 2013-12 |
    """,
)


def _tables() -> list[Block]:
    blocks: list[Block] = []
    for number, (agency, rows) in enumerate(groupby(PLAN, key=lambda row: row.section), 1):
        members = list(rows)
        lines = [head("Recommendation", "Ref", "Action", "Lead Officer", "Target Date", "Progress / outcome")]
        for row in members:
            same = [other for other in members if other.recommendation == row.recommendation]
            progress = None if row.status == row.target_text else row.status
            line = body(row.number, row.action, row.lead, row.target_text, progress)
            first = (Cell(str(row.recommendation), rows=len(same)),) if row is same[0] else ()
            lines.append(Row(first + line.cells))
        blocks += [Heading(str(agency), 2, f"8.{number}"), Grid(tuple(lines), (28, 8, 30, 22, 18, 16))]
    return blocks


BLOCKS = (
    Words("Pellham Borough Community Safety Partnership", style="subtitle"),
    Words("Domestic Homicide Review\nExecutive Summary\nDHR2 – Elm", style="title"),
    Words("Independent Author: Marigold Stanhope-Lyle\n30th May 2013"),
    PageBreak(),
    Heading("Introduction", number="1"),
    Words(
        "For the purposes of this report the victim is referred to as Elm and the perpetrator as Ash. They were aged 41 and "
        "39.",
        "1.1",
    ),
    Heading("Terms of Reference", number="2"),
    Words("The review covers the period from 14 February 2009 to 2 November 2011. It was asked to:", "2.1"),
    *(Words(text, f"2.{n}") for n, text in enumerate(TERMS, 2)),
    Heading("Panel", number="3"),
    Grid(
        tuple(body(member.name, member.role, member.agency) for member in PANEL),
        (34, 36, 40),
        repeats_head=False,
    ),
    Heading("Agency contributions", number="4"),
    bullets(
        "Shirewell Police (Individual Management Review)",
        "Pellham Homes (Individual Management Review)",
        "Shirewell Probation Trust (Individual Management Review)",
        "Pellham Primary Care Trust (summary report)",
    ),
    Heading("Summary of the case", number="5"),
    *(Words(text, f"5.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Heading("Genogram", number="6"),
    Heading("Lessons to be learnt", number="7"),
    Heading("Lessons for Pellham Homes", 2, "7.1"),
    bullets(str(LESSONS[0].lesson)),
    Heading("Lessons for Shirewell Police", 2, "7.2"),
    bullets(str(LESSONS[1].lesson)),
    Heading("Action plans", number="8"),
    *_tables(),
)

REPORT = Report(
    slug="pellham",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=CONTRIBUTIONS,
        terms_of_reference=tuple(
            TermOfReference(number=f"2.{n}", text=text, group="Terms of Reference")
            for n, text in enumerate(TERMS, 2)
        ),
        events=STORY.events,
        lessons=LESSONS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(
        pdf="reportlab-ruled",
        txt="tabs",
        word=("auto",),
        header="Pellham DHR2",
        footer="Not for onward circulation",
    ),
    defects=(
        ExpectedDefect("missing_owner", ("action_plan/5",)),
        ExpectedDefect("target_before_report", ("action_plan/4",)),
        ExpectedDefect("empty_heading", ("section/6",), ("Genogram",)),
    ),
)
