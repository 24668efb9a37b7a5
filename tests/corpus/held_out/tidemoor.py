"""Tidemoor, 2025: a plan that is set out as lines with labels, and no table at all.

"Recommendation 1", then lines for Action, Lead, Timescale, Progress. Executive summary and report in
one file; a death abroad; the people are introduced one after the other.
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
    Look,
    Report,
    contributions,
    narrative,
    panel,
    plan,
    printed_date,
    terms,
)
from tests.corpus.layout import Block, Contents, Heading, Words, bullets

FRONT = FrontMatter(
    title="Domestic Abuse Related Death Review\nOverview Report: Hollis",
    review_kind="Domestic Abuse Related Death Review",
    commissioned_by="Tidemoor Community Safety Partnership",
    chair="Beatrice Longmynd",
    author="Casimir Applethwaite",
    report_date=printed_date("18 September 2025", "2025-09-18"),
    scope=Scope(text="1 June 2020 to 15 February 2024", start="2020-06-01", end="2024-02-15"),
)
SUBJECTS = (
    Subject(pseudonym="Hollis", role=SubjectRole.VICTIM),
    Subject(pseudonym="Corin", role=SubjectRole.PERPETRATOR),
)
PANEL = panel("""
    Beatrice Longmynd | Independent Chair |
    Casimir Applethwaite | Independent Author |
    Sunniva Holmroyd | Partnership Manager | Tidemoor Council
    Jethro Calloway | Detective Inspector | Tidemoor Police
    Araminta Snell | Head of Service | Rainbow Harbour
""")
IMRS = contributions(ContributionKind.IMR, "Tidemoor Police\nTidemoor Health Board")
QUESTIONS = (
    "Was abuse between men recognised?",
    "Did Hollis know where a man could seek help?",
)
STORY = narrative(
    """
    Hollis told a doctor of Tidemoor Health Board in {June 2022|2022-06} that he was “walking on eggshells”.
    Tidemoor Police stopped Corin for speeding on {1 May 2023|2023-05-01} and saw that Hollis was crying.
    On {15 February 2024|2024-02-15} Hollis fell from a balcony in the presence of Corin.
    """,
    people=("Hollis", "Corin"),
    agencies=("Tidemoor Health Board", "Tidemoor Police"),
)
LESSONS = (
    Lesson(lesson="Men who are afraid say so in other words."),
    Lesson(lesson="Every stop is a chance to ask."),
)
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    """
    1 | Tidemoor Health Board should display posters that show men as victims. | Design and print posters. | Tidemoor Health Board, Head of Communications | December 2025 | 2025-12 | In progress
    2 | Tidemoor Police should brief traffic officers on signs of abuse. | Briefing by Rainbow Harbour. | Tidemoor Police, Head of Roads Policing | 31 January 2026 | 2026-01-31 | Not started
    3 | The Partnership should publish a page for men who seek help. | Write the page with men who have lived with abuse. | Partnership Manager | November 2025 | 2025-11 | Not started
    """,
)


def _plan() -> list[Block]:
    blocks: list[Block] = []
    for row in PLAN:
        blocks += [
            Words(f"Recommendation {row.number}", style="bold"),
            Words(
                f"{row.recommendation}\nAction: {row.action}\nLead: {row.lead}\n"
                f"Timescale: {row.target_text}\nProgress: {row.status}"
            ),
        ]
    return blocks


BLOCKS = (
    Words("Tidemoor Community Safety Partnership", style="subtitle"),
    Words("Domestic Abuse Related Death Review\nOverview Report: Hollis", style="title"),
    Words("Independent Chair: Beatrice Longmynd\nAuthor: Casimir Applethwaite\n18 September 2025"),
    Contents(),
    Heading("1 Introduction"),
    Words(
        "Hollis was the victim. He was 33. Corin was his partner and is treated in this report as the perpetrator of abuse."
    ),
    Words("The review covered 1 June 2020 to 15 February 2024."),
    Heading("2 Terms of reference"),
    bullets(*QUESTIONS),
    Heading("3 The panel"),
    bullets(
        *(
            f"{member.name}: {member.role}" + (f", {member.agency}" if member.agency else "")
            for member in PANEL
        )
    ),
    Heading("4 Reviews received"),
    Words("IMRs came from Tidemoor Police and Tidemoor Health Board."),
    Heading("5 Chronology"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("6 Lessons learned"),
    bullets(*(str(lesson.lesson) for lesson in LESSONS)),
    Heading("7 Action plan"),
    *_plan(),
)

REPORT = Report(
    slug="tidemoor",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("Terms of reference", QUESTIONS),
        events=STORY.events,
        lessons=LESSONS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-plain", txt="cells", header="Tidemoor", footer="Hollis"),
)
