"""Brackenhythe, 2012: the oldest order, every way to print a date, owners and dates in pairs.

Action rows are lettered (1a, 1b) under a recommendation that is printed once in a merged cell;
people are named as owners; the plan is older than the report. Panel in tabbed lines without
bullets. The table of contents is present and its entries look like headings.
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
    Cell,
    Contents,
    Grid,
    Heading,
    PageBreak,
    Row,
    Words,
    bullets,
    head,
    numbered,
)

FRONT = FrontMatter(
    title="DOMESTIC HOMICIDE REVIEW OVERVIEW REPORT\nBDHR/01",
    review_kind="DOMESTIC HOMICIDE REVIEW",
    commissioned_by="Brackenhythe Community Safety Partnership",
    chair="Cornelius Attwater",
    author="Millicent Dovecote",
    report_date=printed_date("19th December 2012", "2012-12-19"),
    scope=Scope(text="1st June 2007 to 25th August 2011", start="2007-06-01", end="2011-08-25"),
)
SUBJECTS = (
    Subject(pseudonym="FB1", role=SubjectRole.VICTIM),
    Subject(pseudonym="MB1", role=SubjectRole.PERPETRATOR),
    Subject(pseudonym="FB2", role=SubjectRole.OTHER),
)
PANEL = panel("""
    Cornelius Attwater | Independent Chair |
    Millicent Dovecote | Independent Author |
    Rupert Fennimore | Assistant Director | Brackenhythe Council
    Sybil Gorsedale | Detective Chief Inspector | Hythe Constabulary
    Tobias Marl | Head of Service | Hythe Probation Trust
    Verity Nettlebed | Designated Nurse | NHS Brackenhythe
""")
IMRS = contributions(
    ContributionKind.IMR,
    "Hythe Constabulary\nHythe Probation Trust\nNHS Brackenhythe\nBrackenhythe Council Education Service",
)
QUESTIONS = (
    "Did agencies know of violence by MB1 towards earlier partners?",
    "Were licence conditions made known to those who needed them?",
    "Could FB1 have learned of the danger she was in?",
)
STORY = narrative(
    """
    MB1 was released on licence on {1.6.07|2007-06-01}.
    Hythe Probation Trust saw him weekly.

    FB1 met him in {Spring 2009|2009|2009|season}.
    On {31/1/10|2010-01-31} FB2 told NHS Brackenhythe that her daughter had changed.
    Hythe Constabulary were called on {2nd March 2011|2011-03-02} and again in {mid-April 2011|2011-04}.
    On {25 August 2011|2011-08-25} MB1 walked into a police station and said what he had done.
    """,
    people=("FB1", "MB1", "FB2"),
    agencies=("Hythe Probation Trust", "NHS Brackenhythe", "Hythe Constabulary"),
)
LESSONS = (
    Lesson(number="5.1", lesson="What one officer knows of an offender must be known to the next."),
    Lesson(number="5.2", lesson="Mothers notice first."),
)
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    """
    ## HYTHE CONSTABULARY
    1a | Intelligence about earlier partners should be searched at each call to domestic abuse. | Write a standing order. | DCI Sybil Gorsedale | 31 st December 2012 | 2012-12-31 |
    1b | Intelligence about earlier partners should be searched at each call to domestic abuse. | Train the control room. | Control Room Manager | 1.11.13 | 2013-11-01 |
    1c | Intelligence about earlier partners should be searched at each call to domestic abuse. | Check the searches made in one week. | Control Room Manager | Nov 2012 | 2012-11 |
    2 | A victim should be told how to ask about the past of a partner. | 2a) Print cards. // 2b) Teach officers to explain them. | 2a) Stores Manager // 2b) Sgt Ptolemy Ashdown | 2a) 28/2/13 // 2b) by the end of March 2013 | 2013-02-28 2013-03 |
    ## HYTHE PROBATION TRUST
    3 | Licence conditions should be sent to the police, the GP and the local authority. | Change the template letter. Tell all staff. | Tobias Marl // Line Managers | 19thJune 2012 // Autumn 2012 | 2012-06-19 2012 |
    4 | Home visits should be made by two officers where there is a history of violence. | Guidance re-issued. | Line Managers | COMPLETED | | COMPLETED
    5 | Supervision should ask about new partners. | | Line Managers | 2013/14 | |
    ## NHS BRACKENHYTHE
    6 | Health visitors and GPs should know what to do when a relative is worried. | Guidance to all practices. | Verity Nettlebed, Designated Nurse | January 2013 - June 2013 | 2013-01 2013-06 |
    6 | A named GP for domestic abuse should be appointed. | Appointment to be made. | NHS Brackenhythe / | 31.03.2013 | 2013-03-31 |
    9 | Lessons should be shared with commissioners. | Presentation to the Board. | Chief Nurse | Action complete | | Action complete
    """,
)


def _grid() -> Grid:
    rows = [head("Agency", "Recommendation", "Ref", "Action required", "By whom", "By when")]
    for agency, group in groupby(PLAN, key=lambda row: row.section):
        members = list(group)
        for index, row in enumerate(members):
            cells = [Cell(text or "") for text in (row.number, row.action, row.lead, row.target_text)]
            same = [other for other in members if other.recommendation == row.recommendation]
            if row is same[0]:
                cells.insert(0, Cell(str(row.recommendation), rows=len(same)))
            if index == 0:
                cells.insert(0, Cell(str(agency), rows=len(members), is_bold=True))
            rows.append(Row(tuple(cells)))
    return Grid(tuple(rows), (26, 28, 8, 28, 22, 20), marks_paragraphs=True, ends_with_rule=True)


BLOCKS = (
    Words("BRACKENHYTHE COMMUNITY SAFETY PARTNERSHIP", style="subtitle"),
    Words("DOMESTIC HOMICIDE REVIEW OVERVIEW REPORT\nBDHR/01", style="title"),
    Words(
        "Independent Chair: Cornelius Attwater\nIndependent Author: Millicent Dovecote\nDate: 19th December 2012"
    ),
    Contents("CONTENTS"),
    Heading("INTRODUCTION", number="1."),
    Words(
        "This review was commissioned by the Brackenhythe Community Safety Partnership after the death of FB1, the victim. "
        "MB1 is the perpetrator. FB2 is the mother of the victim.",
        "1.1",
    ),
    Words("The period under review is 1st June 2007 to 25th August 2011.", "1.2"),
    Heading("TERMS OF REFERENCE", number="2."),
    Words("In addition to the purposes in the guidance of April 2011, the review asked:", "2.1"),
    numbered(*QUESTIONS, style="({})"),
    Heading("THE REVIEW PANEL", number="3."),
    *(
        Words("\t".join(part for part in (member.name, member.role, member.agency) if part), style="tabbed")
        for member in PANEL
    ),
    Words("Individual Management Reviews were commissioned from:", "3.1"),
    bullets(*(sent.agency for sent in IMRS)),
    Heading("SUMMARY OF EVENTS", number="4."),
    *(Words(text, f"4.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Heading("LESSONS LEARNED", number="5."),
    *(Words(str(lesson.lesson), str(lesson.number)) for lesson in LESSONS),
    PageBreak(),
    Heading("ACTION PLAN", number="6."),
    _grid(),
)

REPORT = Report(
    slug="brackenhythe",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("TERMS OF REFERENCE", QUESTIONS, "({})"),
        events=STORY.events,
        lessons=LESSONS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="reportlab-ruled", txt="tabs", word=("bold-heads", "tab-lists"), header="BDHR/01"),
    defects=(
        *(ExpectedDefect("person_named_in_plan", (f"action_plan/{index}",)) for index in (0, 3, 4, 7)),
        *(ExpectedDefect("target_before_report", (f"action_plan/{index}",)) for index in (2, 4)),
        ExpectedDefect("missing_action", ("action_plan/6",)),
        ExpectedDefect("missing_owner", ("action_plan/8",)),
        ExpectedDefect("numbering_repeat", ("action_plan/8", "action_plan/7")),
        ExpectedDefect("numbering_gap", ("action_plan/9", "action_plan/8")),
        ExpectedDefect(
            "agency_without_recommendation", ("contributions/3",), ("Brackenhythe Council Education Service",)
        ),
    ),
)
