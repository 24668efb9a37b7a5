"""Greywell, 2022: a death by suicide; unruled plan with objectives, bullets inside the cells.

People are known by first names in a list with dashes; the panel is a list under each agency; the
chronology is a list of bullets; the plan's columns say Objective, Actions, Owner, Due, Status.
"""

from sightline.domain.published_reviews.reading import (
    ContributionKind,
    FrontMatter,
    Lesson,
    Reading,
    Scope,
    Subject,
    SubjectRole,
)
from tests.corpus.contents import (
    ExpectedDefect,
    Look,
    Report,
    contributions,
    narrative,
    panel,
    plan,
    printed_date,
    recommendations,
    terms,
)
from tests.corpus.layout import Contents, Grid, Heading, PageBreak, Words, body, bullets, head, numbered

FRONT = FrontMatter(
    title="Domestic Homicide Review: the death of Ines\nOverview report",
    review_kind="Domestic Homicide Review",
    commissioned_by="Greywell Safety Partnership",
    chair="Florian Kestrelman",
    author="Florian Kestrelman",
    report_date=printed_date("15 July 2022", "2022-07-15"),
    scope=Scope(text="from 2017 to 9 March 2021", start="2017", end="2021-03-09"),
)
SUBJECTS = (
    Subject(pseudonym="Ines", role=SubjectRole.VICTIM),
    Subject(pseudonym="Marek", role=SubjectRole.PERPETRATOR),
    Subject(pseudonym="Zofia", role=SubjectRole.CHILD),
)
PANEL = panel("""
    Florian Kestrelman | Independent Chair and Author |
    Drusilla Amberley | Domestic Abuse Commissioner’s Lead | Greywell Council
    Peregrine Oakshott | Detective Sergeant | Loddon Police
    Tabitha Fleetwood | Named Nurse for Adults | Loddon Health NHS Trust
""")
IMRS = contributions(
    ContributionKind.IMR, "Loddon Police\nLoddon Health NHS Trust\nGreywell Children’s Services"
)
QUESTIONS = (
    "Did anybody ask Ines about suicide?",
    "Was Zofia seen alone?",
    "Did her status as a migrant keep Ines from seeking help?",
)
STORY = narrative(
    """
    In {2017|2017} Ines came to Greywell with Marek.

    On {8 August 2019|2019-08-08} Zofia told a teacher that she slept in the bath.

    On {2 December 2020|2020-12-02} Loddon Police spoke with Ines through an interpreter on the telephone.

    On {9 March 2021|2021-03-09} Ines took her life.
    """,
    people=("Ines", "Marek", "Zofia"),
    agencies=("Loddon Police",),
)
LESSONS = (
    Lesson(
        number="1", lesson="Shame travels with people and so does courage; services should ask about both."
    ),
    Lesson(number="2", lesson="A child who sleeps in the bath is telling us something."),
)
RECS = recommendations(
    """
    1 | Loddon Police should keep a list of interpreters trained in domestic abuse.
    2 | Loddon Health NHS Trust should ask about suicide when it asks about abuse.
    3 | Greywell Children’s Services should see each child alone.
    """
)
PLAN = plan(
    "n|rec|act|lead|target|on|status|mile",
    """
    1 | Loddon Police should keep a list of interpreters trained in domestic abuse. | • Train ten interpreters. // • Publish the list. | Loddon Police, Diversity Lead | 1 December 2022 | 2022-12-01 | Underway | List published
    2 | Loddon Health NHS Trust should ask about suicide when it asks about abuse. | • Change the template. // • Train staff in the new questions, with actors who have been trained by people bereaved by suicide. | Loddon Health NHS Trust, Named Nurse for Adults // Head of Learning | October 2022 // March 2023 | 2022-10 2023-03 | Underway | Template in use // Staff trained
    3 | Greywell Children’s Services should see each child alone. | • Standard to be written. | Greywell Children’s Services, Head of Service | Sept. 2022 | 2022-09 | Complete | Standard in use
    4 | Greywell Safety Partnership should hold a day of learning. | | Drusilla Amberley | TBC | | Not begun |
    """,
)
COSTS = ("£2,000", "", "", "£350")


def _grid() -> Grid:
    rows = [head("No.", "Objective", "Actions", "Owner", "Due", "Status", "Evidence", "Cost")]
    rows += [
        body(
            row.number,
            row.recommendation,
            row.action,
            row.lead,
            row.target_text,
            row.status,
            row.milestone,
            cost,
        )
        for row, cost in zip(PLAN, COSTS, strict=True)
    ]
    return Grid(tuple(rows), (7, 26, 30, 23, 17, 15, 18, 12), is_ruled=False)


BLOCKS = (
    Words("Greywell Safety Partnership", style="subtitle"),
    Words("Domestic Homicide Review: the death of Ines\nOverview report", style="title"),
    Words("Florian Kestrelman, Independent Chair and Author\n15 July 2022"),
    Contents(),
    Heading("1. About this review"),
    Words("The people in this review are:"),
    bullets("Ines – the victim", "Marek – the perpetrator of the abuse", "Zofia – their child"),
    Words("Names are pseudonyms. The review looks at the years from 2017 to 9 March 2021."),
    Heading("2. Terms of reference"),
    Words("The review asks:"),
    numbered(*QUESTIONS),
    Heading("3. Review panel"),
    *(
        Words(f"{member.name}\n{member.role}" + (f", {member.agency}" if member.agency else ""))
        for member in PANEL
    ),
    Heading("4. Contributions"),
    Words("Individual management reviews:"),
    bullets(*(sent.agency for sent in IMRS)),
    Heading("5. Key events"),
    bullets(*STORY.paragraphs),
    Heading("6. Learning"),
    numbered(*(str(lesson.lesson) for lesson in LESSONS), style="Learning {}:"),
    Heading("7. Recommendations"),
    numbered(*(wanted.text for wanted in RECS), style="Recommendation {}:"),
    PageBreak(),
    Heading("8. Action plan"),
    _grid(),
)

REPORT = Report(
    slug="greywell",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("Terms of reference", QUESTIONS, "{}"),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-ruled", txt="cells", header="Greywell", footer="Ines"),
    defects=(
        ExpectedDefect("missing_action", ("action_plan/3",)),
        ExpectedDefect("unread_text", words=("£2,000", "£350", "Cost")),
        ExpectedDefect("completed_before_due", ("action_plan/2",)),
        ExpectedDefect("person_named_in_plan", ("action_plan/3",)),
    ),
)
