"""Kelderby, 2015: a table for each agency under a bold paragraph, with the evidence before the owner.

Terms of reference lettered, people by code in a table, events as lines that begin with the date,
learning under "Finding" and "Learning"; the report's date is only a month.
"""

from itertools import groupby

from sightline.domain.published_reviews.reading import (
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
    contributions,
    narrative,
    panel,
    plan,
    printed_date,
    recommendations,
)
from tests.corpus.layout import (
    Block,
    Grid,
    Heading,
    Item,
    Listing,
    PageBreak,
    Words,
    body,
    head,
)

FRONT = FrontMatter(
    title="DOMESTIC HOMICIDE REVIEW\nOVERVIEW REPORT\nAdult A",
    review_kind="DOMESTIC HOMICIDE REVIEW",
    commissioned_by="Kelderby Community Safety Partnership",
    chair="Prosper Langstroth",
    author="Prosper Langstroth",
    report_date=printed_date("July 2015", "2015-07"),
    scope=Scope(text="1st September 2011 until 4th January 2014", start="2011-09-01", end="2014-01-04"),
)
SUBJECTS = (
    Subject(pseudonym="Adult A", role=SubjectRole.VICTIM, birth_year=1962),
    Subject(pseudonym="Adult B", role=SubjectRole.PERPETRATOR, birth_year=1959),
    Subject(pseudonym="Adult C", role=SubjectRole.OTHER, birth_year=1965),
)
PANEL = panel("""
    Prosper Langstroth | Independent Chair and Author |
    Eulalia Brigg | Head of Safer Communities | Kelderby Borough Council
    Denholm Raistrick | Detective Chief Inspector | Dale Police
    Honor Scarfe | Lead Nurse | Kelderby Community NHS Trust
    Ebenezer Gill | Regional Manager | Dale and Kelder CRC
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Dale Police | Denzil Fell | Review Officer
    Kelderby Community NHS Trust | Honor Scarfe | Lead Nurse
    Dale and Kelder Community Rehabilitation Company (CRC) | Barty Scales | Quality Manager
    Kelderby Homes | Ursula Hagg | Tenancy Manager
    """,
)
QUESTIONS = (
    "To examine whether Adult B’s history was known to those who housed him",
    "To examine how alcohol was understood by each agency",
    "To establish whether Adult C was listened to",
)
STORY = narrative(
    """
    {12 October 2011|2011-10-12}: Adult B was released from custody to a flat of Kelderby Homes.

    {March 2012|2012-03}: Adult A moved into the flat.

    {03/08/2013|2013-08-03}: Adult C told Dale Police that he had seen Adult B strike his sister.

    {4th January 2014|2014-01-04}: Adult B telephoned Dale Police and said that Adult A was dead.
    """,
    people=("Adult A", "Adult B", "Adult C"),
    agencies=("Kelderby Homes", "Dale Police"),
)
LESSONS = (
    Lesson(
        number="1",
        finding="Adult C was told that his sister must make her own complaint.",
        lesson="A witness is enough to begin an enquiry.",
    ),
    Lesson(
        number="2",
        finding="The landlord did not know why its tenant had been in custody.",
        lesson="Those who house an offender need to know of the danger to those who may join him.",
    ),
)
RECS = recommendations(
    """
    1 | Kelderby Community Safety Partnership should hold an event on alcohol and domestic abuse.
    2 | Kelderby Community Safety Partnership should ask for a national register of serial abusers.
    """
)
PLAN = plan(
    "n|rec|act|mile|lead|target|on|status",
    """
    ## Dale Police
    1 | Accept reports of domestic abuse from relatives. | Change the crime recording guide. | Guide published | Crime Registrar | 1st October 2015 | 2015-10-01 | Amber
    2 | Review how call handlers close a call. | Sample of 200 calls. | Report | DCI Denholm Raistrick | Dec 2015 | 2015-12 | Amber
    ## Kelderby Community NHS Trust
    1 | Ask about harm when alcohol is discussed. | (a) Add a question to the alcohol screen. // (b) Train staff. | (a) Screen in use // (b) Training figures | (a) Lead Nurse // (b) Workforce Lead | (a) 30.09.15 // (b) 31.03.16 | 2015-09-30 2016-03-31 | Amber
    ## Dale and Kelder CRC
    1 | Tell a landlord of risk to those who may join an offender. | Disclosure form agreed with all social landlords. | Form in use | Regional Manager | Completed June 2015 | 2015-06 | Green
    2 | Tell a landlord of risk to those who may join an offender. | Disclosure form agreed with all social landlords. | Form in use | Regional Manager | | | Red
    ## Kelderby Community Safety Partnership
    1 | Kelderby Community Safety Partnership should hold an event on alcohol and domestic abuse. | Plan and hold the event. | Event held | Head of Safer Communities | 25th November 2015 | 2015-11-25 | Green
    2 | Kelderby Community Safety Partnership should ask for a national register of serial abusers. | Letter to the Home Secretary. | | | 1 September 2015 | 2015-09-01 | Red
    """,
)


def _tables() -> list[Block]:
    blocks: list[Block] = []
    for agency, rows in groupby(PLAN, key=lambda row: row.section):
        blocks.append(Words(str(agency), style="bold"))
        lines = [head("No", "Recommendation", "Action", "Evidence", "Responsible", "Deadline", "RAG")]
        lines += [
            body(
                row.number,
                row.recommendation,
                row.action,
                row.milestone,
                row.lead,
                row.target_text,
                row.status,
            )
            for row in rows
        ]
        blocks.append(Grid(tuple(lines), (7, 30, 30, 22, 20, 18, 11), cut=(1,), ends_with_rule=True))
    return blocks


BLOCKS = (
    Words("Kelderby Community Safety Partnership", style="subtitle"),
    Words("DOMESTIC HOMICIDE REVIEW\nOVERVIEW REPORT\nAdult A", style="title"),
    Words("Independent Chair and Author: Prosper Langstroth\nJuly 2015"),
    PageBreak(),
    Heading("PART ONE: INTRODUCTION"),
    Words("The following are referred to in this report:"),
    Grid(
        (
            head("Code", "Relationship", "Year of birth"),
            body("Adult A", "Victim", "1962"),
            body("Adult B", "Partner of Adult A, perpetrator", "1959"),
            body("Adult C", "Brother of Adult A", "1965"),
        ),
        (20, 45, 20),
    ),
    Heading("PART TWO: THE REVIEW"),
    Heading("Terms of reference", 2),
    Words("The timeframe is 1st September 2011 until 4th January 2014. The review was asked:"),
    Listing(tuple(Item(text, f"{letter})") for letter, text in zip("abc", QUESTIONS, strict=True))),
    Heading("Membership of the panel", 2),
    Grid(
        (
            head("Agency", "Name", "Designation"),
            *(body(member.agency, member.name, member.role) for member in PANEL),
        ),
        (40, 30, 35),
    ),
    Heading("Individual Management Reviews", 2),
    Grid(
        (
            head("Organisation", "IMR author", "Job title"),
            *(body(sent.agency, sent.author, sent.author_title) for sent in IMRS),
        ),
        (45, 28, 28),
    ),
    Heading("PART THREE: KEY EVENTS"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("PART FOUR: LESSONS LEARNED"),
    *(
        block
        for lesson in LESSONS
        for block in (
            Words(f"{lesson.number}. Finding: {lesson.finding}"),
            Words(f"Learning: {lesson.lesson}"),
        )
    ),
    Heading("PART FIVE: RECOMMENDATIONS"),
    *(Words(f"{wanted.number}. {wanted.text}") for wanted in RECS),
    PageBreak(),
    Heading("APPENDIX TWO: ACTION PLANS"),
    *_tables(),
)

REPORT = Report(
    slug="kelderby",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=tuple(
            TermOfReference(number=letter, text=text, group="Terms of reference")
            for letter, text in zip("abc", QUESTIONS, strict=True)
        ),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-ruled", txt="tabs", word=("bold-heads",), header="RESTRICTED", footer="Adult A"),
    defects=(
        ExpectedDefect("duplicate_recommendation", ("action_plan/4", "action_plan/3")),
        ExpectedDefect("missing_date", ("action_plan/4",)),
        ExpectedDefect("missing_owner", ("action_plan/6",)),
        ExpectedDefect("person_named_in_plan", ("action_plan/1",)),
        ExpectedDefect("agency_without_recommendation", ("contributions/3",), ("Kelderby Homes",)),
    ),
)
