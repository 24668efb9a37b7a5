"""Ferrisby, 2020: eight columns, one table, the agency only as the lead; prose wherever it can be.

"It is recommended that …", a panel told in two sentences, contributions in a paragraph, a
chronology by headings of years.
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
from tests.corpus.layout import Contents, Grid, Heading, PageBreak, Words, body, bullets, head

FRONT = FrontMatter(
    title="A Domestic Homicide Review into the death of Briony in May 2018\nOverview Report",
    review_kind="Domestic Homicide Review",
    commissioned_by="Ferrisby Community Safety Partnership",
    chair="Dr Septima Longshaw",
    author="Dr Septima Longshaw",
    report_date=printed_date("8 October 2020", "2020-10-08"),
    scope=Scope(text="from January 2014 to 11 May 2018", start="2014-01", end="2018-05-11"),
)
SUBJECTS = (
    Subject(pseudonym="Briony", role=SubjectRole.VICTIM),
    Subject(pseudonym="Hawke", role=SubjectRole.PERPETRATOR),
    Subject(pseudonym="Mr D", role=SubjectRole.OTHER),
)
PANEL = panel("""
    Dr Septima Longshaw | Independent Chair and Author |
    Ludovic Haycock | Strategic Lead for Domestic Abuse | Ferrisby County Council
    Mirabel Stook | Detective Superintendent | Ferrisby Constabulary
    Obadiah Lynchet | Head of Safeguarding | Ferrisby Foundation Trust
""")
IMRS = contributions(ContributionKind.IMR, "Ferrisby Constabulary\nFerrisby Foundation Trust\nLynx Surgery")
REPORTS = contributions(ContributionKind.SUMMARY_REPORT, "Ferrisby College")
QUESTIONS = (
    "what help was offered to Briony, and whether she could take it",
    "whether Hawke’s earlier convictions were known",
)
YEARS = (
    (
        "2014 to 2016",
        """
        Briony joined Lynx Surgery in {January 2014|2014-01}.
        On {6 June 2015|2015-06-06} Hawke was cautioned by Ferrisby Constabulary for damage to her car.
        """,
    ),
    (
        "2017 and 2018",
        """
        In {late 2017|2017} Mr D, a friend from work, gave Briony a key to his flat.
        Ferrisby Foundation Trust treated her for a cut on {14 February 2018|2018-02-14}.
        On {11 May 2018|2018-05-11} Hawke killed Briony.
        """,
    ),
)
STORIES = tuple(
    narrative(
        text,
        people=("Briony", "Hawke", "Mr D"),
        agencies=("Lynx Surgery", "Ferrisby Constabulary", "Ferrisby Foundation Trust"),
    )
    for _, text in YEARS
)
LESSONS = (
    Lesson(
        number="1",
        title="Damage to property",
        lesson="A caution for damage may be the first sign of danger to a life.",
    ),
    Lesson(number="2", title="Friends", lesson="Friends hold keys; services should ask who they are."),
)
RECS = recommendations(
    """
    1 | It is recommended that Ferrisby Constabulary adds damage to property to its list of signs of coercive control.
    2 | It is recommended that Ferrisby Foundation Trust places an independent adviser in its emergency department.
    3 | It is recommended that Lynx Surgery registers the names of those whom a patient trusts.
    """
)
PLAN = plan(
    "n|rec|lead|act|mile|target|on|status",
    """
    1 | Ferrisby Constabulary adds damage to property to its list of signs of coercive control. | Ferrisby Constabulary | Amend the list. // Tell officers why. | List amended // Bulletin to all officers | 31 December 2020 // 31 January 2021 | 2020-12-31 2021-01-31 | In progress
    2 | Ferrisby Foundation Trust places an independent adviser in its emergency department. | Ferrisby Foundation Trust | Funding to be found with the Clinical Commissioning Group, the post to be advertised and filled, and an office found near the department in which a patient can speak without being overheard. | Adviser in post and seeing patients, with a report on the first year | April 2021 | 2021-04 | In progress
    3 | Lynx Surgery registers the names of those whom a patient trusts. | Lynx Surgery | Add to registration form. | Form in use | Already completed | | Already completed
    4 | All agencies to share this report with staff. | | | | | |
    """,
)
SCOPES = ("Local", "Local", "Local", "Regional")


def _grid() -> Grid:
    rows = [
        head(
            "No",
            "Recommendation",
            "Scope",
            "Lead Agency",
            "Action",
            "Key milestones",
            "Target Date",
            "Completion date and outcome",
        )
    ]
    for row, scope in zip(PLAN, SCOPES, strict=True):
        status = None if row.status == row.target_text else row.status
        rows.append(
            body(
                row.number,
                row.recommendation,
                scope,
                row.lead,
                row.action,
                row.milestone,
                row.target_text,
                status,
            )
        )
    return Grid(tuple(rows), (6, 26, 11, 20, 26, 22, 17, 17), marks_paragraphs=True)


BLOCKS = (
    Words("Ferrisby Community Safety Partnership", style="subtitle"),
    Words(str(FRONT.title), style="title"),
    Words("Dr Septima Longshaw, Independent Chair and Author"),
    Words("8 October 2020"),
    Contents(),
    Heading("Introduction", number="1"),
    Words(
        "Briony, aged 29, was the victim. She was killed by Hawke, the perpetrator, from whom she had parted. Mr D is a "
        "friend who helped her. All three are pseudonyms.",
        "1.1",
    ),
    Words(
        "This review considers agencies’ contact from January 2014 to 11 May 2018, and in particular:", "1.2"
    ),
    bullets(*QUESTIONS),
    Heading("The panel", number="2"),
    Words(
        "The panel was chaired by Dr Septima Longshaw, Independent Chair and Author. Its other members were Ludovic "
        "Haycock, Strategic Lead for Domestic Abuse, Ferrisby County Council; Mirabel Stook, Detective Superintendent, "
        "Ferrisby Constabulary; and Obadiah Lynchet, Head of Safeguarding, Ferrisby Foundation Trust.",
        "2.1",
    ),
    Words(
        "IMRs were received from Ferrisby Constabulary, Ferrisby Foundation Trust and Lynx Surgery. Ferrisby College "
        "provided a summary report.",
        "2.2",
    ),
    Heading("Chronology", number="3"),
    *(
        block
        for number, ((title, _), story) in enumerate(zip(YEARS, STORIES, strict=True), 1)
        for block in (Heading(title, 2, f"3.{number}"), *(Words(text) for text in story.paragraphs))
    ),
    Heading("Lessons", number="4"),
    *(Words(f"Lesson {lesson.number} – {lesson.title}\n{lesson.lesson}") for lesson in LESSONS),
    Heading("Recommendations", number="5"),
    *(Words(f"Recommendation {wanted.number}\n{wanted.text}") for wanted in RECS),
    PageBreak(),
    Heading("Action Plan", number="6"),
    _grid(),
)

REPORT = Report(
    slug="ferrisby",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS + REPORTS,
        terms_of_reference=terms("Introduction", QUESTIONS),
        events=tuple(event for story in STORIES for event in story.events),
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-plain", txt="cells", header="Ferrisby CSP", footer="Overview report: Briony"),
    defects=(
        ExpectedDefect("unread_text", ("action_plan",), ("Scope",)),
        ExpectedDefect("missing_owner", ("action_plan/3",)),
        ExpectedDefect("missing_action", ("action_plan/3",)),
        ExpectedDefect("missing_date", ("action_plan/3",)),
    ),
)
