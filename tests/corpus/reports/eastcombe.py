"""Eastcombe, 2022: recommendations in the text only; no action plan, no table but one.

Long recommendations as headings with a sentence under each; an overview in the words of a family;
the table that there is shows figures and must not be read as a plan.
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
    printed_date,
    recommendations,
    terms,
)
from tests.corpus.layout import Grid, Heading, PageBreak, Words, body, bullets, head

FRONT = FrontMatter(
    title="Overview Report of the Domestic Homicide Review into the death of Juniper",
    review_kind="Domestic Homicide Review",
    commissioned_by="Eastcombe and Coombe Vale Community Safety Partnership",
    chair="Lysandra Merriweather",
    author="Lysandra Merriweather",
    report_date=printed_date("4 April 2022", "2022-04-04"),
    scope=Scope(text="June 2016 to December 2020", start="2016-06", end="2020-12"),
)
SUBJECTS = (
    Subject(pseudonym="Juniper", role=SubjectRole.VICTIM),
    Subject(pseudonym="Rowan", role=SubjectRole.PERPETRATOR),
)
PANEL = panel("""
    Lysandra Merriweather | Independent Chair and Author |
    Osbert Fairweather | Head of Public Protection | Eastcombe Council
    Philomena Tarn | Detective Inspector | Coombe Police
    Quentin Rushbrook | Safeguarding Manager | Coombe Vale NHS Trust
""")
IMRS = contributions(
    ContributionKind.IMR, "Coombe Police\nCoombe Vale NHS Trust\nEastcombe Council Housing Options"
)
QUESTIONS = (
    "How did agencies respond to Juniper’s requests for housing?",
    "Was Rowan’s use of tracking on her telephone understood as abuse?",
)
STORY = narrative(
    """
    In {June 2016|2016-06} Juniper asked Eastcombe Council Housing Options for a home of her own.
    She was told that she was not a priority.

    On {Monday 3rd February 2020|2020-02-03} Juniper told Coombe Police that Rowan always knew where she was.
    An officer advised her to change her password.
    On {11 December 2020|2020-12-11} Rowan was arrested for her murder.
    """,
    people=("Juniper", "Rowan"),
    agencies=("Eastcombe Council Housing Options", "Coombe Police"),
)
LESSONS = (
    Lesson(title="Housing", lesson="A home is a safety plan."),
    Lesson(title="Technology", lesson="Tracking a telephone is stalking, and there is an offence for it."),
)
RECS = recommendations(
    """
    1 | Eastcombe Council Housing Options should treat a request that mentions control as a request from a person at risk.
    2 | Coombe Police should train officers in the abuse of technology.
    3 | Coombe Vale NHS Trust should display posters where patients are alone.
    """
)

BLOCKS = (
    Words("Eastcombe and Coombe Vale Community Safety Partnership"),
    Words("Overview Report of the Domestic Homicide Review into the death of Juniper", style="title"),
    Words("Lysandra Merriweather, Independent Chair and Author", style="subtitle"),
    Words("4 April 2022", style="subtitle"),
    PageBreak(),
    Heading("1 Who this is about"),
    Words(
        "Juniper, the victim, was 44 when she died. Rowan, her husband and the perpetrator, was 47. The names were chosen "
        "by Juniper’s sister."
    ),
    Heading("2 How the review was done"),
    Heading("2.1 Terms of reference", 2),
    Words("The review considered June 2016 to December 2020 and asked:"),
    bullets(*QUESTIONS),
    Heading("2.2 Panel", 2),
    bullets(
        *(
            f"{member.name}, {member.role}" + (f", {member.agency}" if member.agency else "")
            for member in PANEL
        )
    ),
    Heading("2.3 Who contributed", 2),
    Words("The following wrote Individual Management Reviews:"),
    bullets(*(sent.agency for sent in IMRS)),
    Heading("3 What happened"),
    *(Words(text) for text in STORY.paragraphs),
    Words("The number of calls to Coombe Police about abuse in Eastcombe rose in those years:"),
    Grid(
        (
            head("Year", "Calls", "Charged"),
            body("2018", "1,204", "96"),
            body("2019", "1,310", "88"),
            body("2020", "1,822", "91"),
        ),
        (20, 20, 20),
    ),
    Heading("4 What can be learned"),
    *(block for lesson in LESSONS for block in (Heading(str(lesson.title), 2), Words(str(lesson.lesson)))),
    Heading("5 Recommendations"),
    *(
        block
        for wanted in RECS
        for block in (Words(f"Recommendation {wanted.number}", style="bold"), Words(wanted.text))
    ),
    Heading("6 Family"),
    Words("The sister of Juniper read this report and asked that it end with her name: Juniper."),
)

REPORT = Report(
    slug="eastcombe",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("Terms of reference", QUESTIONS),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-plain", txt="tabs", word=("bold-heads",), footer="Juniper"),
)
