"""Quarrendon, 2017: a small table for each recommendation, its words as the table's first row.

The action rows beneath are not numbered. Recommendations stand in the text as bullets under the
names of agencies; the report is in the name of three partnerships; findings are questions answered.
"""

from dataclasses import replace
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
    recommendations,
    terms,
)
from tests.corpus.layout import (
    Block,
    Grid,
    Heading,
    PageBreak,
    Words,
    body,
    bullets,
    head,
    numbered,
    section,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review\nCase of Mrs Lark\nOverview Report",
    review_kind="Domestic Homicide Review",
    commissioned_by="Quarrendon Community Safety Partnership",
    chair="Alistair Nightingale-Frost",
    author="Alistair Nightingale-Frost",
    report_date=printed_date("22nd February 2017", "2017-02-22"),
    scope=Scope(text="1st January 2013 to the 3rd of March 2016", start="2013-01-01", end="2016-03-03"),
)
SUBJECTS = (
    Subject(
        pseudonym="Mrs Lark",
        role=SubjectRole.VICTIM,
        birth_year=1936,
        sex="Female",
        ethnicity="White European",
    ),
    Subject(
        pseudonym="Mr Lark",
        role=SubjectRole.PERPETRATOR,
        birth_year=1931,
        sex="Male",
        ethnicity="White British",
    ),
    Subject(pseudonym="Sister 1", role=SubjectRole.OTHER, birth_year=1941, sex="Female"),
)
PANEL = panel("""
    Alistair Nightingale-Frost | Independent Chair and Author |
    Ernestine Holt | Safer Communities Manager | Quarrendon Council
    Montague Reeve | Detective Inspector | Vale and Chalk Police
    Sidony Bourne | Named Doctor | Quarrendon Clinical Commissioning Group
    Jemima Coppice | Chief Officer | Age Well Quarrendon
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Vale and Chalk Police
    Chalkhill Surgery
    Quarrendon Council Adult Social Care
    Chalk Community Healthcare NHS Trust
    """,
)
PURPOSE = (
    "Establish what lessons are to be learned from the death of Mrs Lark",
    "Identify how those lessons will be acted on",
    "Improve how services work together for older people",
)
SPECIFIC = (
    "How far was the strain of caring for Mrs Lark understood by those who knew Mr Lark?",
    "Were the views of Sister 1 sought?",
    "Was there any sign that Mr Lark meant to kill?",
)
STORY = narrative(
    """
    Mr and Mrs Lark had been married since {1958|1958}.

    In {April 2013|2013-04} Chalkhill Surgery referred Mrs Lark to the memory clinic.
    Mr Lark was offered a carer’s assessment by Quarrendon Council Adult Social Care on {2nd of September 2014|2014-09-02} and accepted it.
    The assessment was not made.

    On {9 Dec 2015|2015-12-09} Sister 1 telephoned Chalkhill Surgery and said that Mr Lark had spoken of “ending it for both of us”.
    A receptionist took the message.
    On {3rd of March 2016|2016-03-03} Mr Lark telephoned Vale and Chalk Police and asked them to come.
    """,
    people=("Mrs Lark", "Mr Lark", "Sister 1"),
    agencies=("Chalkhill Surgery", "Quarrendon Council Adult Social Care", "Vale and Chalk Police"),
)
FINDINGS = (
    Lesson(number="1", finding="The strain on Mr Lark was known to four agencies and acted on by none."),
    Lesson(number="2", finding="Sister 1 was not asked for her views until after the death."),
    Lesson(number="3", finding="The message of 9 December was a sign, and it was not passed on."),
)
LESSONS = (
    Lesson(lesson="The caring role can hide a risk to the person cared for."),
    Lesson(lesson="A message about death must reach a clinician on the same day."),
)
RECS = (
    *recommendations(
        "| Ensure that messages about self-harm or harm reach a clinician on the same day.",
        "Chalkhill Surgery",
    ),
    *recommendations(
        """
        | Tell each carer when an assessment will be made.
        | Report each month how many carers have waited for more than four weeks.
        """,
        "Quarrendon Council Adult Social Care",
    ),
    *recommendations(
        "| Hold a yearly conference on abuse in later life.", "Quarrendon Community Safety Partnership"
    ),
)
PLAN = plan(
    "act|lead|target|on|mile",
    """
    == Ensure that messages about self-harm or harm reach a clinician on the same day.
    Write a protocol for receptionists. | Practice Manager | 1st May 2017 | 2017-05-01 | Protocol
    Train receptionists. | Practice Manager | June 2017 | 2017-06 | Record of training
    Audit messages. | GP Partner | Sept 2017 | 2017-09 | Audit
    == Tell each carer when an assessment will be made.
    Change the letter that acknowledges a referral. | Team Manager, Carers | 30 April 2017 | 2017-04-30 | Letter
    == Report each month how many carers have waited for more than four weeks.
    Add the figure to the monthly report. | Performance Manager | with immediate effect | | Monthly report
    == Hold a yearly conference on abuse in later life.
    Plan the first conference. | Safer Communities Manager | November 2017 | 2017-11 |
    Ask those who have been abused to speak. | | November 2017 | 2017-11 | Programme
    """,
)
_ORDER = tuple(dict.fromkeys(row.recommendation for row in PLAN))
PLAN = tuple(replace(row, number=str(_ORDER.index(row.recommendation) + 1)) for row in PLAN)


def _tables() -> list[Block]:
    blocks: list[Block] = []
    for number, rows in groupby(PLAN, key=lambda row: row.number):
        members = list(rows)
        lines = [
            section(f"Recommendation {number}: {members[0].recommendation}", 4),
            head("Action", "Lead officer", "Timescale", "Evidence"),
        ]
        lines += [body(row.action, row.lead, row.target_text, row.milestone) for row in members]
        blocks += [Grid(tuple(lines), (40, 25, 20, 25), repeats_head=False), Words(" ")]
    return blocks


def _recommendations() -> list[Block]:
    blocks: list[Block] = []
    for agency in dict.fromkeys(wanted.addressed_to for wanted in RECS):
        blocks.append(Words(str(agency), style="bold"))
        blocks.append(bullets(*(wanted.text for wanted in RECS if wanted.addressed_to == agency)))
    return blocks


BLOCKS = (
    Words("Quarrendon Community Safety Partnership", style="subtitle"),
    Words("with the Safeguarding Adults Board"),
    Words("Domestic Homicide Review\nCase of Mrs Lark\nOverview Report", style="title"),
    Words("Alistair Nightingale-Frost\nIndependent Chair and Author", style="subtitle"),
    Words("22nd February 2017", style="subtitle"),
    PageBreak(),
    Heading("SECTION 1 INTRODUCTION"),
    Words("The persons in this review are known as follows."),
    Grid(
        (
            head("Known as", "Who they are", "Gender", "Year of birth", "Ethnic origin"),
            body("Mrs Lark", "The victim", "Female", "1936", "White European"),
            body("Mr Lark", "The perpetrator and husband", "Male", "1931", "White British"),
            body("Sister 1", "Sister of Mrs Lark", "Female", "1941", ""),
        ),
        (18, 32, 14, 18, 22),
    ),
    Heading("SECTION 2 TERMS OF REFERENCE"),
    Words("2.1 Purpose", style="bold"),
    bullets(*PURPOSE),
    Words("2.2 Specific issues", style="bold"),
    numbered(*SPECIFIC),
    Words("The review looked at events from 1st January 2013 to the 3rd of March 2016."),
    Heading("SECTION 3 PANEL MEMBERSHIP"),
    Grid(
        (
            head("Organisation", "Representative", "Post held"),
            *(body(member.agency, member.name, member.role) for member in PANEL),
        ),
        (40, 34, 32),
    ),
    Heading("SECTION 4 INDIVIDUAL MANAGEMENT REVIEWS"),
    Words("An IMR was completed by each of the following:"),
    bullets(*(sent.agency for sent in IMRS)),
    Heading("SECTION 5 SEQUENCE OF EVENTS"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("SECTION 6 FINDINGS"),
    numbered(*(str(finding.finding) for finding in FINDINGS)),
    Heading("SECTION 7 LESSONS LEARNT"),
    bullets(*(str(lesson.lesson) for lesson in LESSONS)),
    Heading("SECTION 8 RECOMMENDATIONS"),
    *_recommendations(),
    PageBreak(),
    Heading("SECTION 9 ACTION PLAN"),
    *_tables(),
)

REPORT = Report(
    slug="quarrendon",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("Purpose", PURPOSE) + terms("Specific issues", SPECIFIC, "{}"),
        events=STORY.events,
        findings=FINDINGS,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(
        pdf="typst-large", txt="cells", word=("bold-heads",), header="Mrs Lark", footer="Overview Report"
    ),
    defects=(
        ExpectedDefect("missing_owner", ("action_plan/6",)),
        ExpectedDefect(
            "agency_without_recommendation", ("contributions/3",), ("Chalk Community Healthcare NHS Trust",)
        ),
        ExpectedDefect("agency_without_recommendation", ("contributions/0",), ("Vale and Chalk Police",)),
    ),
)
