"""Oxmarsh, 2021: an executive summary only, with unruled tables and numbers restarting per agency.

Recommendations are listed under the name of each agency and come back in a table with agency rows;
a target is still open, a percentage stands in the action; the author and chair differ; subjects are
told by their relation only.
"""

from sightline.domain.published_reviews.reading import (
    ContributionKind,
    FrontMatter,
    Lesson,
    Reading,
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
from tests.corpus.layout import Block, Grid, Heading, PageBreak, Words, body, bullets, head, numbered, section

FRONT = FrontMatter(
    title="EXECUTIVE SUMMARY\nDomestic Homicide Review\nVictim: Fern",
    review_kind="Domestic Homicide Review",
    commissioned_by="Oxmarsh Safer Communities Partnership",
    chair="Lucasta Broadmead",
    author="Fergus Wainscott",
    report_date=printed_date("February 2021", "2021-02"),
)
SUBJECTS = (
    Subject(pseudonym="Fern", role=SubjectRole.VICTIM, sex="female"),
    Subject(pseudonym="Alder", role=SubjectRole.PERPETRATOR, sex="male"),
    Subject(pseudonym="Child A", role=SubjectRole.CHILD),
    Subject(pseudonym="Child B", role=SubjectRole.CHILD),
)
PANEL = panel("""
    Lucasta Broadmead | Independent Chair |
    Fergus Wainscott | Independent Author |
    Nathaniel Osier | Community Safety Officer | Oxmarsh District Council
    Araminta Sedge | Detective Inspector | Fenland Police
    Columba Withy | Named Nurse | Oxmarsh Community Health
    Persis Levee | Service Lead | Willow Refuge
""")
IMRS = contributions(
    ContributionKind.IMR, "Fenland Police\nOxmarsh Community Health\nWillow Refuge\nOxmarsh Academy"
)
QUESTIONS = (
    "What did each agency know of the family?",
    "Was the voice of the children heard?",
    "Did the lockdown of spring 2020 change what help there was?",
)
STORY = narrative(
    """
    Fern told a health visitor from Oxmarsh Community Health in {November 2018|2018-11} that Alder checked her telephone.
    The health visitor gave her the number of Willow Refuge.

    On {23rd April 2020|2020-04-23} Fenland Police were called by Child A.
    Alder was arrested and released the next day.
    On {28 June 2020|2020-06-28} Fern died of her injuries.
    """,
    people=("Fern", "Alder", "Child A", "Child B"),
    agencies=("Oxmarsh Community Health", "Willow Refuge", "Fenland Police"),
)
LESSONS = (
    Lesson(lesson="Checking a partner’s telephone is a sign of control and should be recorded as one."),
    Lesson(lesson="A child who telephones the police should be spoken to by somebody trained to listen."),
)
RECS = (
    *recommendations(
        """
        1 | To train call handlers to speak with children.
        2 | To see each child who has made an emergency call within two days.
        """,
        addressed_to="Fenland Police",
    ),
    *recommendations(
        """
        1 | To record every disclosure of control as domestic abuse.
        2 | To ask about safety at each visit when the partner is absent.
        """,
        addressed_to="Oxmarsh Community Health",
    ),
    *recommendations("1 | To offer a web chat for those who cannot telephone.", addressed_to="Willow Refuge"),
)
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    """
    ## Fenland Police
    1 | To train call handlers to speak with children. | Course designed with a children’s charity; 75% of handlers to attend. | Head of Contact | June 2021 | 2021-06 | Amber
    2 | To see each child who has made an emergency call within two days. | Standing order to be issued. | Head of Safeguarding | 01/04/21 | 2021-04-01 | Green
    ## Oxmarsh Community Health
    1 | To record every disclosure of control as domestic abuse. | New code on the record system. // Guidance note. | Named Nurse // Clinical Systems Manager | 31.3.21 // 30.4.21 | 2021-03-31 2021-04-30 | Amber
    2 | To ask about safety at each visit when the partner is absent. | Supervision to check. | Named Nurse | TBC | | Red
    ## Willow Refuge
    1 | To offer a web chat for those who cannot telephone. | Seek funding. | Chief Executive | Sept 2021 | 2021-09 | Amber
    ## Oxmarsh Library Service
    1 | To keep leaflets where they can be taken unseen. | Place leaflets in the lavatories. | Head Librarian | July 2021 | 2021-07 | Green
    """,
)


def _recommendations() -> list[Block]:
    blocks: list[Block] = []
    for agency in dict.fromkeys(wanted.addressed_to for wanted in RECS):
        texts = [wanted.text for wanted in RECS if wanted.addressed_to == agency]
        blocks += [Heading(str(agency), 2), numbered(*texts)]
    return blocks


def _grid() -> Grid:
    rows = [head("No.", "Recommendation", "Action", "Lead officer", "Timescale", "RAG")]
    heading = None
    for row in PLAN:
        if row.section != heading:
            heading = row.section
            rows.append(section(str(heading), 6))
        rows.append(body(row.number, row.recommendation, row.action, row.lead, row.target_text, row.status))
    return Grid(tuple(rows), (7, 32, 30, 20, 16, 11), is_ruled=False, repeats_head=False, cut=(5,))


BLOCKS = (
    Words("Oxmarsh Safer Communities Partnership", style="subtitle"),
    Words("EXECUTIVE SUMMARY\nDomestic Homicide Review\nVictim: Fern", style="title"),
    Words("Chair: Lucasta Broadmead    Author: Fergus Wainscott"),
    Words("February 2021"),
    Heading("1. The review process"),
    Words(
        "This summary outlines the process of the Oxmarsh Safer Communities Partnership in reviewing the death of Fern, a "
        "female resident of Oxmarsh who was killed by Alder, her male partner. They had two children, Child A and Child B."
    ),
    Heading("2. Contributors to the review"),
    Words("Agencies that provided an IMR:"),
    bullets(*(sent.agency for sent in IMRS), marker="-"),
    Heading("3. The review panel members"),
    *(
        Words(", ".join(part for part in (member.name, member.role, member.agency) if part))
        for member in PANEL
    ),
    Heading("4. Terms of reference for the review"),
    numbered(*QUESTIONS, style="({})"),
    Heading("5. Summary chronology"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("6. Lessons to be learned"),
    bullets(*(str(lesson.lesson) for lesson in LESSONS)),
    Heading("7. Recommendations from the review"),
    *_recommendations(),
    PageBreak(),
    Heading("8. Action plan"),
    _grid(),
)

REPORT = Report(
    slug="oxmarsh",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("Terms of reference for the review", QUESTIONS, "({})"),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(
        pdf="reportlab-plain", txt="tabs", word=("bold-heads",), header="OFFICIAL-SENSITIVE until published"
    ),
    defects=(
        ExpectedDefect("agency_without_recommendation", ("contributions/3",), ("Oxmarsh Academy",)),
        ExpectedDefect("recommendation_without_return", ("action_plan/5",), ("Oxmarsh Library Service",)),
    ),
)
