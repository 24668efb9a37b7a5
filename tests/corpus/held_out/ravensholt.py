"""Ravensholt, 2023: a long report with a glossary, what each agency knew, and dated updates in the plan.

The panel's table says who is independent; learning stands inside the analysis; the plan keeps local
and national recommendations apart and tells its milestones with dates that are not targets.
"""

from sightline.domain.published_reviews.reading import (
    Contribution,
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
    narrative,
    panel,
    plan,
    printed_date,
    recommendations,
)
from tests.corpus.layout import (
    Contents,
    Grid,
    Heading,
    Item,
    Listing,
    Turn,
    Words,
    body,
    head,
    section,
)

FRONT = FrontMatter(
    title="OVERVIEW REPORT\nDomestic Homicide Review into the death of Tamsyn (pseudonym)\nin December 2020",
    review_kind="Domestic Homicide Review",
    commissioned_by="Safer Ravensholt Partnership",
    chair="Ludmila Farthingale",
    author="Ludmila Farthingale",
    report_date=printed_date("11th April 2023", "2023-04-11"),
    scope=Scope(text="between 1st April 2017 and 20th December 2020", start="2017-04-01", end="2020-12-20"),
)
SUBJECTS = (
    Subject(pseudonym="Tamsyn", role=SubjectRole.VICTIM, sex="Female", ethnicity="White British"),
    Subject(pseudonym="Gareth", role=SubjectRole.PERPETRATOR, sex="Male", ethnicity="White British"),
    Subject(pseudonym="Kit", role=SubjectRole.CHILD, sex="Male", ethnicity="White British"),
)
PANEL = panel("""
    Ludmila Farthingale | Independent Chair and Author |
    Aubrey Stainforth | Community Safety Manager | Ravensholt City Council
    Winston Beaumaris | Detective Chief Inspector | Aire and Holt Police
    Delphine Cragside | Associate Director of Safeguarding | Holt Hospitals NHS Foundation Trust
    Roderick Hebble | Service Manager | Ravensholt Drug and Alcohol Service
""")
SENT = (
    ("Aire and Holt Police", "IMR and chronology", ContributionKind.IMR),
    ("Holt Hospitals NHS Foundation Trust", "IMR and chronology", ContributionKind.IMR),
    ("Ravensholt Drug and Alcohol Service", "IMR and chronology", ContributionKind.IMR),
    ("Ravensholt City Council Children’s Services", "IMR and chronology", ContributionKind.IMR),
    ("Kingsmill Primary School", "Summary report", ContributionKind.SUMMARY_REPORT),
)
CONTRIBUTIONS = tuple(Contribution(agency=agency, kind=kind) for agency, _, kind in SENT)
QUESTIONS = (
    "To what extent was drinking understood as a way to live with abuse?",
    "How were the rules of the pandemic explained to those who needed to leave home?",
    "Was Kit’s safety considered apart from that of Tamsyn?",
)
STORY = narrative(
    """
    Aire and Holt Police first recorded an incident on {22nd of May 2017|2017-05-22}.
    Gareth had taken Tamsyn’s keys.

    On {3 July 2019|2019-07-03} Tamsyn told Ravensholt Drug and Alcohol Service that she drank to sleep.
    She was praised for her honesty and given a diary.
    """,
    people=("Tamsyn", "Gareth", "Kit"),
    agencies=("Aire and Holt Police", "Ravensholt Drug and Alcohol Service"),
)
LATER = narrative(
    """
    Holt Hospitals NHS Foundation Trust saw Tamsyn on {28.3.20|2020-03-28} with a broken tooth.
    {Between September and November 2020|2020-09|2020-11|range} Kit was absent from school on nineteen days.
    On {20th December 2020|2020-12-20} Gareth told a neighbour what he had done.
    """,
    people=("Tamsyn", "Gareth", "Kit"),
    agencies=("Holt Hospitals NHS Foundation Trust",),
)
LESSONS = (
    Lesson(number="1", lesson="Drink is often the first thing seen and the last thing that matters."),
    Lesson(number="2", lesson="A rule to stay at home needs a reminder that one may leave it to be safe."),
)
RECS = (
    *recommendations("1 | Aire and Holt Police should record the taking of keys as controlling behaviour."),
    *recommendations(
        "2 | Ravensholt Drug and Alcohol Service should ask every client who drinks to sleep what keeps them awake."
    ),
    *recommendations("3 | Kingsmill Primary School should telephone on the third day of any absence."),
    *recommendations("4 | The Home Office should fund advisers in services for drinkers."),
)
PLAN = plan(
    "n|rec|act|lead|mile|target|on|status",
    """
    ## Local recommendations
    1 | Aire and Holt Police should record the taking of keys as controlling behaviour. | Bulletin to officers; question added to training of recruits. | Aire and Holt Police, DCI Domestic Abuse Team | March 2023: bulletin drafted. May 2023: bulletin approved. | 30th June 2023 | 2023-06-30 |
    2 | Ravensholt Drug and Alcohol Service should ask every client who drinks to sleep what keeps them awake. | Assessment tool to be changed. // Workers to be coached by Holt Women’s Centre. | Ravensholt Drug and Alcohol Service, Service Manager | Tool in use // All workers coached | August 2023 // 31/12/23 | 2023-08 2023-12-31 |
    3 | Kingsmill Primary School should telephone on the third day of any absence. | Attendance policy amended. | Kingsmill Primary School, Head Teacher | Policy on the website since 6 February 2023 | 6 February 2023 | 2023-02-06 | Completed. Governors have seen the first term’s figures.
    ## National recommendations
    4 | The Home Office should fund advisers in services for drinkers. | Letter from the chair of the partnership. | Safer Ravensholt Partnership | Reply received | May 2023 | 2023-05 | Awaiting reply
    """,
)


def _grid() -> Grid:
    rows = [head("No.", "Recommendation", "Action", "Lead", "Milestones", "Target date", "Outcome")]
    heading = None
    for row in PLAN:
        if row.section != heading:
            heading = row.section
            rows.append(section(str(heading), 7))
        rows.append(
            body(
                row.number,
                row.recommendation,
                row.action,
                row.lead,
                row.milestone,
                row.target_text,
                row.status,
            )
        )
    return Grid(tuple(rows), (7, 28, 28, 22, 22, 16, 22), cut=(3,), marks_paragraphs=True)


BLOCKS = (
    Words("Safer Ravensholt Partnership", style="subtitle"),
    Words(str(FRONT.title), style="title"),
    Words("Independent Chair and Report Author: Ludmila Farthingale"),
    Words("11th April 2023"),
    Contents(),
    Heading("Glossary", number="1"),
    Grid(
        (
            head("Abbreviation", "Meaning"),
            body("DASH", "Domestic abuse, stalking and honour-based violence risk form"),
            body("IDVA", "Independent domestic violence adviser"),
            body("MARAC", "Multi-agency risk assessment conference"),
        ),
        (25, 75),
    ),
    Heading("Introduction", number="2"),
    Words(
        "Tamsyn was killed in her kitchen. This report asks what could have been done, and for whom. Pseudonyms were "
        "agreed with her sister.",
        "2.1",
    ),
    Grid(
        (
            head("Pseudonym", "Relationship to the victim", "Sex", "Ethnicity"),
            body("Tamsyn", "Victim", "Female", "White British"),
            body("Gareth", "Husband and perpetrator", "Male", "White British"),
            body("Kit", "Son, aged 8", "Male", "White British"),
        ),
        (20, 34, 14, 24),
    ),
    Heading("Terms of reference", number="3"),
    Words("Agencies were asked to look at contact between 1st April 2017 and 20th December 2020.", "3.1"),
    Heading("Key lines of enquiry", 2),
    Listing(tuple(Item(text, f"KLOE {n}") for n, text in enumerate(QUESTIONS, 1))),
    Heading("Contributors", number="4"),
    Grid((head("Agency", "Contribution"), *(body(agency, what) for agency, what, _ in SENT)), (60, 40)),
    Heading("Panel", number="5"),
    Grid(
        (
            head("Name", "Job title", "Agency", "Independent of the case?"),
            *(body(member.name, member.role, member.agency, "Yes") for member in PANEL),
        ),
        (28, 34, 34, 18),
    ),
    Heading("What the agencies knew", number="6"),
    Heading("Before the pandemic", 2, "6.1"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("In the year of the pandemic", 2, "6.2"),
    *(Words(text) for text in LATER.paragraphs),
    Heading("Analysis", number="7"),
    Words("The panel thought that drink had been treated as the matter and not as the sign of it.", "7.1"),
    Words(f"Learning point 1\n{LESSONS[0].lesson}"),
    Words("The panel thought that the rules had been heard by Tamsyn as a locked door.", "7.2"),
    Words(f"Learning point 2\n{LESSONS[1].lesson}"),
    Heading("Recommendations", number="8"),
    Heading("Local", 2),
    *(Words(f"Recommendation {wanted.number}: {wanted.text}") for wanted in RECS[:3]),
    Heading("National", 2),
    *(Words(f"Recommendation {wanted.number}: {wanted.text}") for wanted in RECS[3:]),
    Heading("Statement of compliance", number="9"),
    Turn(),
    Heading("Appendix A: Action plan"),
    _grid(),
)

REPORT = Report(
    slug="ravensholt",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=CONTRIBUTIONS,
        terms_of_reference=tuple(
            TermOfReference(number=str(n), text=text, group="Key lines of enquiry")
            for n, text in enumerate(QUESTIONS, 1)
        ),
        events=STORY.events + LATER.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="reportlab-wide", txt="tabs", header="DHR Tamsyn", footer="Safer Ravensholt Partnership"),
    defects=(
        ExpectedDefect(
            "agency_without_recommendation",
            ("contributions/1",),
            ("Holt Hospitals NHS Foundation Trust",),
        ),
        ExpectedDefect(
            "agency_without_recommendation",
            ("contributions/3",),
            ("Ravensholt City Council Children’s Services",),
        ),
        ExpectedDefect("empty_heading", ("section/9",), ("Statement of compliance",)),
    ),
)
