"""Stavelow, 2024: a plan by themes, with questions in plain words as column heads.

The owner column comes after the date; an update column says how far things are; references are
letters and figures (A1). Panel as "Agency: Name, Role". Learning points in boxes.
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
from tests.corpus.layout import (
    Box,
    Contents,
    Grid,
    Heading,
    Turn,
    Words,
    body,
    bullets,
    head,
    numbered,
    section,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review\n“Ottilie”\nOverview Report",
    review_kind="Domestic Homicide Review",
    commissioned_by="Safer Stavelow",
    chair="Crispian Underbridge",
    author="Hermione Wolds",
    report_date=printed_date("27 March 2024", "2024-03-27"),
    scope=Scope(text="1 May 2019 – 30 April 2022", start="2019-05-01", end="2022-04-30"),
)
SUBJECTS = (
    Subject(pseudonym="Ottilie", role=SubjectRole.VICTIM, sex="Female", ethnicity="Black Caribbean"),
    Subject(pseudonym="Casper", role=SubjectRole.PERPETRATOR, sex="Male", ethnicity="White British"),
)
PANEL = panel("""
    Crispian Underbridge | Independent Chair |
    Hermione Wolds | Report Author |
    Bartholomew Fosse | Community Safety Lead | Stavelow Council
    Ismay Drystone | Detective Inspector | Wolds Police
    Leander Beck | Designated Professional | Wolds Integrated Care Board
    Rosamund Pike-Hill | Chief Officer | Wolds Women’s Aid
""")
IMRS = contributions(
    ContributionKind.IMR,
    "Wolds Police\nStavelow General Hospital\nWolds Women’s Aid\nStavelow Council Housing",
)
INFORMATION = contributions(ContributionKind.INFORMATION, "Wolds Ambulance Service")
QUESTIONS = (
    "How was Ottilie’s experience as a Black woman understood by those who met her?",
    "Was the risk after separation recognised?",
    "What did employers know, and what could they have done?",
)
STORY = narrative(
    """
    Ottilie and Casper began to live together in {September 2019|2019-09}.

    On {22 July 2020|2020-07-22} Ottilie went to Stavelow General Hospital with a burn.
    A student nurse asked her whether she was safe.
    She told Wolds Women’s Aid on {1 February 2022|2022-02-01} that she would leave.

    Wolds Police spoke to Casper on {9th April 2022|2022-04-09}.
    He was asked to stay away.
    On {30 April 2022|2022-04-30} Ottilie was killed at her place of work.
    """,
    people=("Ottilie", "Casper"),
    agencies=("Stavelow General Hospital", "Wolds Women’s Aid", "Wolds Police"),
)
LESSONS = (
    Lesson(number="1", lesson="The weeks after a woman leaves are the most dangerous of all."),
    Lesson(number="2", lesson="A good question by one person is lost if nobody writes down the answer."),
    Lesson(number="3", lesson="Employers can be part of a safety plan."),
)
PLAN = plan(
    "n|rec|act|target|on|lead|mile|status",
    """
    ## Theme A: Leaving
    A1 | Wolds Police should treat the month after separation as a time of high risk. | Change the risk policy. | 30 June 2024 | 2024-06-30 | Wolds Police, Head of Vulnerability | Policy changed and on the intranet | In progress
    A2 | Stavelow Council Housing should offer an emergency move on the day it is asked for. | Set aside two flats. // Train the duty officers. | May 2024 // July 2024 | 2024-05 2024-07 | Housing Options Manager // Training Officer | Flats available // Officers trained | In progress
    A3 | Wolds Women’s Aid should telephone each client on the day after she leaves. | Write the standard into the service plan. | Done | | Chief Officer | Case file check | Done
    ## Theme B: Asking and writing down
    B1 | Stavelow General Hospital should give every answer about safety a place on the record. | New field on the record. | 1/9/24 | 2024-09-01 | Chief Nursing Information Officer | Field in use | Not started
    B2 | Stavelow General Hospital should thank the student nurse. | Letter from the Chief Nurse. | April 2024 | 2024-04 | Chief Nurse | Letter sent |
    B4 | All agencies should record ethnicity in the person’s own words. | Report to the Board on records. | | | | Report received |
    ## Theme C: Work
    C1 | Safer Stavelow should offer employers a template policy. | Template to be written with employers and their staff, published on the website of the Council, and sent to every member of the chamber of trade. | 31st January 2025 | 2025-01-31 | Bartholomew Fosse | Template published; number of employers who have used it | Not started
    C2 | Safer Stavelow should train champions in large workplaces. | Train forty champions. | Spring 2025 | 2025 | Community Safety Lead | Forty trained | Not started
    """,
)


def _grid() -> Grid:
    rows = [
        head(
            "Ref",
            "What needs to change?",
            "What will we do?",
            "By when?",
            "Who will lead?",
            "How will we know it has worked?",
            "Update",
        )
    ]
    heading = None
    for row in PLAN:
        if row.section != heading:
            heading = row.section
            rows.append(section(str(heading), 7))
        status = None if row.status == "Done" else row.status
        rows.append(
            body(row.number, row.recommendation, row.action, row.target_text, row.lead, row.milestone, status)
        )
    return Grid(tuple(rows), (8, 28, 28, 16, 20, 24, 14), cut=(3, 10), split_at=(6,))


BLOCKS = (
    Words("Safer Stavelow", style="subtitle"),
    Words("Domestic Homicide Review\n“Ottilie”\nOverview Report", style="title"),
    Words("Chair: Crispian Underbridge | Author: Hermione Wolds"),
    Words("Date of this version: 27 March 2024"),
    Contents("In this report"),
    Heading("Those this review is about"),
    Grid(
        (
            head("Pseudonym", "Role in this review", "Sex", "Ethnicity"),
            body("Ottilie", "Victim", "Female", "Black Caribbean"),
            body("Casper", "Perpetrator", "Male", "White British"),
        ),
        (25, 30, 15, 30),
    ),
    Heading("Terms of reference"),
    Words("Period under review: 1 May 2019 – 30 April 2022"),
    Words("Key lines of enquiry:"),
    numbered(*QUESTIONS, style="{}."),
    Heading("Review panel"),
    *(
        Words(
            f"{member.agency}: {member.name}, {member.role}"
            if member.agency
            else f"{member.name}, {member.role}"
        )
        for member in PANEL
    ),
    Heading("Agencies that took part"),
    Words("The following agencies completed an Individual Management Review (IMR):"),
    bullets(*(sent.agency for sent in IMRS)),
    Words("The following provided information:"),
    bullets(*(sent.agency for sent in INFORMATION)),
    Heading("Chronology"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("Key learning"),
    *(Box(f"Learning point {lesson.number}: {lesson.lesson}") for lesson in LESSONS),
    Heading("Equality and diversity"),
    Turn(),
    Heading("Appendix 1: Action plan"),
    _grid(),
)

REPORT = Report(
    slug="stavelow",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS + INFORMATION,
        terms_of_reference=terms("Key lines of enquiry", QUESTIONS, "{}"),
        events=STORY.events,
        lessons=LESSONS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="reportlab-wide", txt="cells", header="Safer Stavelow", footer="Ottilie: overview report"),
    defects=(
        ExpectedDefect("missing_owner", ("action_plan/5",)),
        ExpectedDefect("missing_date", ("action_plan/5",)),
        ExpectedDefect("numbering_gap", ("action_plan/5", "action_plan/4")),
        ExpectedDefect("person_named_in_plan", ("action_plan/6",)),
        ExpectedDefect("empty_heading", words=("Equality and diversity",)),
    ),
)
