"""Pennygate, 2023: a review of a death by suicide, with one small table for each recommendation.

Field names stand in the left column. Panel and contributions are in prose, people are told by a
letter. No report date is printed on the title page, only that of a meeting.
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
    recommendations,
    terms,
)
from tests.corpus.layout import Block, Cell, Grid, Heading, PageBreak, Row, Words, bullets

FRONT = FrontMatter(
    title="DOMESTIC HOMICIDE REVIEW\nInto the death by suicide of Ms Q",
    review_kind="DOMESTIC HOMICIDE REVIEW",
    commissioned_by="Pennygate and Vale Community Safety Partnership",
    chair="Marguerite Ashgrove",
    author="Marguerite Ashgrove",
    scope=Scope(text="1 September 2018 to 11 August 2021", start="2018-09-01", end="2021-08-11"),
)
SUBJECTS = (
    Subject(pseudonym="Ms Q", role=SubjectRole.VICTIM, ethnicity="Black British"),
    Subject(pseudonym="Mr T", role=SubjectRole.PERPETRATOR, ethnicity="White British"),
)
PANEL = panel("""
    Marguerite Ashgrove | independent chair |
    Linus Copperfield-Hay | Safeguarding Lead | Pennygate Borough Council
    Dorothea Millrace | Detective Inspector | Valeshire Police
    Septimus Orchard | Suicide Prevention Lead | Pennygate Public Health
    Ottoline Hedgerow | Manager | Safe Harbour
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Valeshire Police
    Pennygate Talking Therapies
    Safe Harbour
    """,
)
OTHERS = contributions(ContributionKind.INFORMATION, "Pennygate College")
QUESTIONS = (
    "whether services saw that Ms Q was a victim of coercive control",
    "whether the link between domestic abuse and suicide was understood",
    "how Mr T was spoken of in the records of agencies",
)
STORY = narrative(
    """
    Ms Q began a course at Pennygate College in {September 2018|2018-09} and met Mr T there.

    On {12 May 2020|2020-05-12} Ms Q told Pennygate Talking Therapies that Mr T read her messages.
    The therapist wrote that the relationship was “difficult”.
    In {early 2021|2021} she was discharged after two missed calls.

    Ms Q telephoned Safe Harbour on {30 July 2021|2021-07-30}.
    On {11 August 2021|2021-08-11} she was found dead.
    """,
    people=("Ms Q", "Mr T"),
    agencies=("Pennygate College", "Pennygate Talking Therapies", "Safe Harbour"),
)
LESSONS = (
    Lesson(
        title="Coercive control",
        lesson="Words such as “difficult” hid from later readers what Ms Q had said.",
    ),
    Lesson(
        title="Suicide risk",
        lesson="A victim who stops answering the telephone may be in greater danger, not less.",
    ),
)
RECS = recommendations(
    """
    1 | Pennygate Talking Therapies should train therapists to recognise coercive control.
    2 | Pennygate Talking Therapies should not discharge a patient known to live with abuse without speaking to her.
    3 | Valeshire Police should tell the suicide prevention lead of each death where abuse is recorded.
    4 | Safe Harbour should ask each caller about thoughts of suicide.
    5 | The Partnership should hold a yearly event for those bereaved.
    """
)
PLAN = plan(
    "n|rec|lead|act|mile|target|on|status",
    """
    1 | Pennygate Talking Therapies should train therapists to recognise coercive control. | Pennygate Talking Therapies | Commission a training day. // Add to the induction. | 80% of therapists trained | 30 June 2023 // 31 December 2023 | 2023-06-30 2023-12-31 | In progress
    2 | Pennygate Talking Therapies should not discharge a patient known to live with abuse without speaking to her. | Pennygate Talking Therapies | Amend the discharge policy. | Policy in force | September 2023 | 2023-09 | Not started
    3 | Valeshire Police should tell the suicide prevention lead of each death where abuse is recorded. | Valeshire Police | Agree a notification form. | First notifications received | July 2023 | 2023-07 | Completed
    4 | Safe Harbour should ask each caller about thoughts of suicide. | Safe Harbour | Add a question to the helpline form. | | in 8 weeks | |
    5 | The Partnership should hold a yearly event for those bereaved. | | Plan the first event. | Event held | 10 September 2024 | 2024-09-10 |
    """,
)


def _tables() -> list[Block]:
    blocks: list[Block] = []
    for row in PLAN:
        lines = (
            (f"Recommendation {row.number}", row.recommendation),
            ("Scope", "Local"),
            ("Lead agency", row.lead),
            ("Action", row.action),
            ("Key milestones", row.milestone),
            ("Target date", row.target_text),
            ("Status", row.status),
        )
        grid = Grid(
            tuple(Row((Cell(name, is_bold=True), Cell(value or ""))) for name, value in lines),
            (25, 75),
            repeats_head=False,
        )
        blocks += [grid, Words(" ")]
    return blocks


BLOCKS = (
    Words("Pennygate and Vale Community Safety Partnership", style="subtitle"),
    Words("DOMESTIC HOMICIDE REVIEW\nInto the death by suicide of Ms Q", style="title"),
    Words("Independent chair and author: Marguerite Ashgrove"),
    PageBreak(),
    Heading("Introduction"),
    Words(
        "Ms Q, the victim, was a Black British woman aged 22. Mr T, her former partner and the perpetrator of the abuse, "
        "is White British. Ms Q took her own life. Samaritans can be reached at any hour."
    ),
    Words(
        "A review was held because the guidance of December 2016 says that a death by suicide should be reviewed where "
        "the circumstances give rise to concern."
    ),
    Heading("The panel"),
    Words(
        "The panel met four times, the last on 8 March 2023. It was made up of Marguerite Ashgrove (independent chair); "
        "Linus Copperfield-Hay (Safeguarding Lead, Pennygate Borough Council); Dorothea Millrace (Detective Inspector, "
        "Valeshire Police); Septimus Orchard (Suicide Prevention Lead, Pennygate Public Health); and Ottoline Hedgerow "
        "(Manager, Safe Harbour)."
    ),
    Heading("Contributors"),
    Words(
        "Individual Management Reviews were written by Valeshire Police, Pennygate Talking Therapies and Safe Harbour. "
        "Pennygate College provided information."
    ),
    Heading("Terms of reference"),
    Words("The review looks at the period 1 September 2018 to 11 August 2021. It considers:"),
    bullets(*QUESTIONS, marker="–"),
    Heading("What happened"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("Learning"),
    *(block for lesson in LESSONS for block in (Heading(str(lesson.title), 2), Words(str(lesson.lesson)))),
    Heading("Recommendations"),
    *(Words(f"Recommendation {wanted.number}: {wanted.text}") for wanted in RECS),
    PageBreak(),
    Heading("Action plan"),
    *_tables(),
)

REPORT = Report(
    slug="pennygate",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS + OTHERS,
        terms_of_reference=terms("Terms of reference", QUESTIONS),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="reportlab-plain", txt="cells", word=("tab-lists",), footer="Ms Q"),
    defects=(
        ExpectedDefect("unread_text", ("action_plan",), ("Scope",)),
        ExpectedDefect("missing_owner", ("action_plan/4",)),
    ),
)
