"""Osmoth, 2014: flat prose in bold and plain, one table of five columns whose first is the agency.

Numbers begin again for each agency and stand before a bracket; blank rows part the agencies; dates
are written in three ways in one column; the panel is a table of agency and representative together.
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
    terms,
)
from tests.corpus.layout import Cell, Grid, Heading, PageBreak, Row, Words, body, bullets, head, numbered

FRONT = FrontMatter(
    title="Osmoth Community Safety Partnership\nDomestic Homicide Review\nOverview Report\nVictim: Mrs V",
    review_kind="Domestic Homicide Review",
    commissioned_by="Osmoth Community Safety Partnership",
    chair="Hadrian Puddephat",
    author="Hadrian Puddephat",
    report_date=printed_date("6th January 2014", "2014-01-06"),
    scope=Scope(text="01.01.2008 to 19.09.2012", start="2008-01-01", end="2012-09-19"),
)
SUBJECTS = (
    Subject(pseudonym="Mrs V", role=SubjectRole.VICTIM, birth_year=1968),
    Subject(pseudonym="Mr V", role=SubjectRole.PERPETRATOR, birth_year=1965),
)
PANEL = panel("""
    Hadrian Puddephat | Independent Chair/Author |
    Zillah Mumby | Superintendent | Fleet Police
    Erasmus Toft | Director of Nursing | Osmoth Hospital Trust
    Lavinia Drover | Adult Services Manager | Osmoth County Council
""")
IMRS = contributions(
    ContributionKind.IMR,
    "Fleet Police\nOsmoth Hospital Trust\nOsmoth County Council Adult Services\nSouth Lane Practice",
)
QUESTIONS = (
    "What did each agency know of the marriage?",
    "Did Mrs V’s deafness keep her from help?",
)
STORY = narrative(
    """
    Fleet Police were called to the home of Mr and Mrs V on {1 January 2008|2008-01-01}, {30th June 2010|2010-06-30} and no other day.
    In {winter 2010|2010|2010|season} Mrs V asked South Lane Practice for a signer and was offered a pen.
    On {19 September 2012|2012-09-19} Mr V called an ambulance.
    """,
    people=("Mrs V", "Mr V"),
    agencies=("Fleet Police", "South Lane Practice"),
)
LESSONS = (
    Lesson(number="6.1", lesson="A pen is not an interpreter."),
    Lesson(number="6.2", lesson="Two calls in two years may be all that there will be."),
)
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    """
    ## Fleet Police
    1 | A signer to be booked for every deaf victim. | Contract with a signing agency. | Supt. Zillah Mumby | Mar ’14 | 2014-03 |
    2 | Text contact to be offered. | Number published. | Contact Manager | Implemented | | Implemented
    ## Osmoth Hospital Trust
    1 | Deaf patients to be seen alone with a signer. | Policy to Board. | Director of Nursing | 1st of April 2014 | 2014-04-01 |
    2 | Staff to be trained in deaf awareness. | Two sessions a month until all have attended; record kept by the training department; report to the Board each quarter. | Head of Training | rolling programme | |
    ## South Lane Practice
    1 | Book signers. | Reception protocol. | Practice Manager | 30/4/14 and 31/10/14 | 2014-04-30 2014-10-31 |
    2 | Ask about home. | | | | |
    """,
)


def _grid() -> Grid:
    rows = [
        head("Agency", "Recommendation", "What will be done", "Person responsible", "Date for completion")
    ]
    heading = None
    for row in PLAN:
        if heading and row.section != heading:
            rows.append(body("", "", "", "", ""))
        agency = row.section if row.section != heading else ""
        heading = row.section
        line = body(f"{row.number}) {row.recommendation}", row.action, row.lead, row.target_text)
        rows.append(Row((Cell(str(agency or ""), is_bold=True), *line.cells)))
    return Grid(tuple(rows), (18, 28, 30, 20, 18))


BLOCKS = (
    Words(str(FRONT.title), style="title"),
    Words("Hadrian Puddephat\nIndependent Chair/Author\n6th January 2014"),
    PageBreak(),
    Heading("1. INTRODUCTION"),
    Words(
        "Mrs V (born 1968) was killed by her husband Mr V (born 1965) at their home. She is the victim and he is the "
        "perpetrator in this report."
    ),
    Words("Period of review: 01.01.2008 to 19.09.2012."),
    Heading("2. TERMS OF REFERENCE"),
    numbered(*QUESTIONS, style="2.{}"),
    Heading("3. MEMBERS OF THE PANEL"),
    Grid(
        (
            head("Agency", "Representative"),
            *(body(member.agency, f"{member.name}, {member.role}") for member in PANEL),
        ),
        (45, 55),
    ),
    Heading("4. INDIVIDUAL MANAGEMENT REVIEWS"),
    Words("IMRs were completed by:"),
    bullets(*(sent.agency for sent in IMRS)),
    Heading("5. THE FACTS"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("6. LESSONS LEARNED"),
    numbered(*(str(lesson.lesson) for lesson in LESSONS), style="6.{}"),
    PageBreak(),
    Heading("7. ACTION PLAN"),
    _grid(),
)

REPORT = Report(
    slug="osmoth",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("TERMS OF REFERENCE", QUESTIONS, "2.{}"),
        events=STORY.events,
        lessons=LESSONS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-ruled", txt="tabs", word=("bold-heads", "tab-lists"), footer="Mrs V"),
    defects=(
        ExpectedDefect("person_named_in_plan", ("action_plan/0",)),
        ExpectedDefect("missing_owner", ("action_plan/5",)),
        ExpectedDefect("missing_action", ("action_plan/5",)),
        ExpectedDefect("missing_date", ("action_plan/5",)),
        ExpectedDefect(
            "agency_without_recommendation", ("contributions/2",), ("Osmoth County Council Adult Services",)
        ),
    ),
)
