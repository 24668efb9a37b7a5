"""Penhallow, 2020: learning points and recommendations in boxes (tables of one cell), notes at the foot, a text box on the cover."""

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
    Box,
    Cell,
    Grid,
    Heading,
    PageBreak,
    Row,
    Words,
    body,
    bullets,
    head,
)


def boxed(text):
    return Grid((Row((Cell(text),)),), (1,))


FRONT = FrontMatter(
    title="Domestic Homicide Review\nLearning from the life and death of Isolde",
    review_kind="Domestic Homicide Review",
    commissioned_by="Penhallow Together Partnership",
    chair="Cordelia Blackwood",
    author="Cordelia Blackwood",
    report_date=printed_date("October 2020", "2020-10"),
    scope=Scope(text="1 June 2015 and 30 November 2018", start="2015-06-01", end="2018-11-30"),
)
SUBJECTS = (
    Subject(pseudonym="Isolde", role=SubjectRole.VICTIM, ethnicity="White Cornish"),
    Subject(pseudonym="Tristan", role=SubjectRole.PERPETRATOR, ethnicity="White British"),
    Subject(pseudonym="Mark", role=SubjectRole.OTHER),
)
PANEL = panel("""
 Cordelia Blackwood | Independent Chair and Author |
 Ignatius Crowe | Detective Inspector | Penhallow Police
 Lavinia Strood | Safeguarding Lead | Penhallow Hospitals
 Barnaby Finch | Operations Director | Clear Water Recovery
""")
SENT = contributions(ContributionKind.IMR, "Penhallow Police\nPenhallow Hospitals") + contributions(
    ContributionKind.SUMMARY_REPORT, "Clear Water Recovery"
)
TERMS = (
    "identify whether opportunities to protect Isolde were missed",
    "consider how services worked with Tristan’s drinking",
    "examine whether Mark was supported as a carer",
)
STORY = narrative(
    """
 Isolde and Tristan met in the {summer of 2015|||season}.
 They were married in {May 2016|2016-05}.

 On {8 November 2017|2017-11-08} Isolde told Penhallow Hospitals that she was afraid to go home.
 No referral was made.

 {Between January and March 2018|2018-01|2018-03|range} Tristan attended Clear Water Recovery.
 On {30 November 2018|2018-11-30} Penhallow Police found Isolde dead.
""",
    people=("Isolde", "Tristan", "Mark"),
    agencies=("Penhallow Hospitals", "Clear Water Recovery", "Penhallow Police"),
)
LESSONS = tuple(
    Lesson(number=str(i), lesson=t)
    for i, t in enumerate(
        (
            "A patient who says that she is afraid to go home has disclosed abuse.",
            "Drinking explains neither violence nor control.",
            "Carers see what professionals do not.",
        ),
        1,
    )
)
R = (
    "Penhallow Hospitals should treat fear of going home as a disclosure and make a referral on the same day.",
    "Clear Water Recovery should ask every client about their relationships.",
    "The Penhallow Together Partnership should publish guidance for carers who are worried about abuse.",
)
RECS = recommendations("\n".join(f"{i} | {t}" for i, t in enumerate(R, 1)))
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    f"""
 1 | {R[0]} | Pathway agreed // Staff briefed | Lavinia Strood, Safeguarding Lead | January 2021 // March 2021 | 2021-01 2021-03 | In progress
 2 | {R[1]} | New assessment form | Operations Director | 30 November 2020 | 2020-11-30 | Completed
 3 | {R[2]} | Guidance written with carers | Carers’ Forum // Community Safety Manager | Spring 2021 | 2021 | Not started
""",
)
BLOCKS = (
    Box("Penhallow Together Partnership\nOctober 2020"),
    Words("Domestic Homicide Review\nLearning from the life and death of Isolde", style="title"),
    Words("Cordelia Blackwood, Independent Chair and Author"),
    PageBreak(),
    Heading("Introduction"),
    Words(
        "This review was commissioned by the Penhallow Together Partnership.",
        footnote="Under section 9 of the Domestic Violence, Crime and Victims Act 2004.",
    ),
    Words("It looks at contact between 1 June 2015 and 30 November 2018."),
    Heading("The people in this review"),
    Grid(
        (
            head("Name used", "Age in 2018", "Relationship to Isolde", "Ethnicity"),
            body("Isolde", "44", "Victim", "White Cornish"),
            body("Tristan", "47", "Husband and perpetrator", "White British"),
            body("Mark", "70", "Father", ""),
        ),
        (20, 15, 40, 25),
    ),
    Heading("Who took part"),
    Words("The review panel was made up of:"),
    Grid(tuple(body(m.name, f"{m.role}, {m.agency}" if m.agency else m.role) for m in PANEL), (40, 60)),
    Words("Individual management reviews were written by:"),
    bullets("Penhallow Police", "Penhallow Hospitals"),
    Words("A summary report was written by:"),
    bullets("Clear Water Recovery"),
    Heading("What the review was asked to do"),
    Words("The terms of reference asked the panel to:"),
    bullets(*TERMS),
    Heading("What happened"),
    *(
        Words(p, footnote=("A list of abbreviations is kept by the partnership." if i == 1 else ""))
        for i, p in enumerate(STORY.paragraphs)
    ),
    Heading("What we learned"),
    *(
        b
        for i, x in enumerate(LESSONS)
        for b in (
            Words(
                (
                    "Hospital staff heard what Isolde said and wrote it down, but did not act on it.",
                    "Tristan’s drinking was treated as the cause of all that happened.",
                    "Mark rang three services in a year and was not heard.",
                )[i]
            ),
            boxed(f"Learning point {x.number}\n{x.lesson}"),
        )
    ),
    Heading("Recommendations"),
    *(boxed(f"Recommendation {i}: {t}") for i, t in enumerate(R, 1)),
    PageBreak(),
    Heading("Action plan"),
    Grid(
        (
            head("Recommendation", "Actions", "Responsible", "By when", "Progress"),
            *(
                body(
                    f"Recommendation {r.number}: {r.recommendation}",
                    r.action,
                    r.lead,
                    r.target_text,
                    r.status,
                )
                for r in PLAN
            ),
        ),
        (34, 25, 22, 18, 15),
    ),
)
REPORT = Report(
    "penhallow",
    Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=SENT,
        terms_of_reference=terms("Terms of reference", TERMS),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    BLOCKS,
    Look("typst-large", "tabs", (), "", "Page"),
    defects=(
        ExpectedDefect("completed_before_due", ("action_plan/1",)),
        ExpectedDefect("person_named_in_plan", ("action_plan/0",)),
        ExpectedDefect("agency_without_recommendation", ("contributions/0",)),
    ),
)
