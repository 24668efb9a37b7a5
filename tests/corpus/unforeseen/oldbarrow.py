"""Oldbarrow, 2012: the plan of the first guidance (key actions, evidence, key outcomes, named officer, date); one table per IMR."""

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
    Grid,
    Heading,
    Turn,
    Words,
    body,
    bullets,
    head,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review\nOverview Report\nMrs W",
    review_kind="Domestic Homicide Review",
    commissioned_by="Oldbarrow Strategic Partnership",
    chair="Horatio Brindle",
    author="Horatio Brindle",
    report_date=printed_date("December 2012", "2012-12"),
    scope=Scope(text="1.4.08 to 23.7.11", start="2008-04-01", end="2011-07-23"),
)
SUBJECTS = (
    Subject(
        pseudonym="Mrs W", role=SubjectRole.VICTIM, sex="Female", birth_year=1950, ethnicity="White British"
    ),
    Subject(
        pseudonym="Mr W", role=SubjectRole.PERPETRATOR, sex="Male", birth_year=1948, ethnicity="White British"
    ),
    Subject(pseudonym="D1", role=SubjectRole.CHILD, birth_year=1978),
)
PANEL = panel("""
 Horatio Brindle | Independent Chair |
 Agatha Loom | Assistant Director | Oldbarrow Adult Services
 Cuthbert Vane | Detective Chief Inspector | Barrowshire Police
 Dorcas Pym | Consultant Psychiatrist | Barrow Mental Health Trust
""")
IMRS = contributions(
    ContributionKind.IMR,
    "Oldbarrow Adult Services | Agatha Loom | Assistant Director\nBarrowshire Police | Selwyn Hob | Review Officer\nBarrow Mental Health Trust | Dorcas Pym | Consultant Psychiatrist",
)
TERMS = (
    "Whether the risk that Mr W posed to Mrs W was assessed.",
    "Whether Mrs W was offered help as a carer.",
    "Whether services shared what they knew.",
)
STORY = narrative(
    """
 In {autumn 2009|||season} Mr W was diagnosed with depression.
 On {2nd February 2010|2010-02-02} D1 wrote to Oldbarrow Adult Services about her father’s temper.
 No reply was sent.

 On {14.6.11|2011-06-14} Mr W told Barrow Mental Health Trust that he had thought of ending both their lives.
 On {23 July 2011|2011-07-23} Mrs W was killed.
""",
    people=("Mrs W", "Mr W", "D1"),
    agencies=("Oldbarrow Adult Services", "Barrow Mental Health Trust"),
)
LESSONS = tuple(
    Lesson(lesson=t)
    for t in (
        "A letter from a relative is information about risk.",
        "Carers’ assessments should be offered in person.",
        "A threat to two lives is a threat of homicide.",
    )
)
RECS = recommendations(
    "1.1.1 | Oldbarrow Strategic Partnership should agree how relatives’ concerns are answered.\n1.1.2 | Oldbarrow Strategic Partnership should hold a learning event."
)
PLAN = plan(
    "n|rec|act|mile|lead|target|on|status",
    """
 ## Oldbarrow Adult Services
 1 | Letters from relatives to be answered within 10 days. | Log of letters kept by each team. | Log. // Monthly report. // Relatives know what is being done. | Agatha Loom | 31/1/13 | 2013-01-31 |
 2 | Carers’ assessments to be offered in person. | Change of procedure. | New procedure. // More carers assessed. | Service Manager | March 2013 | 2013-03 |
 ## Barrowshire Police
 1 | No recommendations were made for Barrowshire Police. | | | | | |
 ## Barrow Mental Health Trust
 1 | Threats to others to be recorded in the risk assessment. | Training for all doctors and nurses. | Training records. // Better records of risk. | Medical Director | In place | | In place
 2 | Families to be asked about risk. | Leaflet and checklist. | Copies of both. // Families say that they were asked. | Matron | 1 st May 2013 | 2013-05-01 |
""",
)
ROWS2 = {(r.section, r.number): r for r in PLAN}


def _tables():
    for a in ("Oldbarrow Adult Services", "Barrowshire Police", "Barrow Mental Health Trust"):
        yield Words(f"{a}", style="bold")
        if a == "Barrowshire Police":
            yield Words("No recommendations were made for Barrowshire Police.")
            continue
        yield Grid(
            (
                head("RECOMMENDATION", "KEY ACTIONS", "EVIDENCE", "KEY OUTCOMES", "NAMED OFFICER", "BY DATE"),
                *(
                    body(
                        f"{r.number}. {r.recommendation}",
                        r.action,
                        *(("\n".join(r.milestone.split("\n")[:-1])), r.milestone.split("\n")[-1]),
                        r.lead,
                        r.target_text,
                    )
                    for r in PLAN
                    if r.section == a
                ),
            ),
            (28, 24, 18, 22, 16, 14),
        )


PLAN = tuple(r for r in PLAN if r.section != "Barrowshire Police")
BLOCKS = (
    Words("OLDBARROW STRATEGIC PARTNERSHIP".title(), style="bold"),
    Words("Domestic Homicide Review\nOverview Report\nMrs W", style="title"),
    Words("Independent Chair and Author: Horatio Brindle"),
    Words("December 2012"),
    Heading("SECTION 1: INTRODUCTION"),
    Words("1.1 This Domestic Homicide Review was set up after the death of Mrs W."),
    Words("1.2 The period covered by the review is 1.4.08 to 23.7.11."),
    Words("1.3 The family is made up as follows:"),
    Grid(
        (
            head("", "Relationship", "Date of birth", "Gender", "Ethnicity"),
            body("Mrs W", "Victim", "1950", "Female", "White British"),
            body("Mr W", "Husband, perpetrator", "1948", "Male", "White British"),
            body("D1", "Daughter", "1978", "", ""),
        ),
        (15, 35, 20, 15, 25),
    ),
    Heading("SECTION 2: THE REVIEW PANEL"),
    Grid(tuple(body(m.name, m.role, m.agency) for m in PANEL), (30, 35, 40)),
    Heading("SECTION 3: TERMS OF REFERENCE"),
    Words("The panel was asked to consider:"),
    *(Words(f"3.{i} {t}") for i, t in enumerate(TERMS, 1)),
    Heading("SECTION 4: INDIVIDUAL MANAGEMENT REVIEWS"),
    Words("Individual Management Reviews were prepared by:"),
    bullets(*(f"{c.agency} – {c.author}, {c.author_title}" for c in IMRS)),
    Heading("SECTION 5: NARRATIVE"),
    *(Words(f"5.{i} {t}") for i, t in enumerate(STORY.paragraphs, 1)),
    Heading("SECTION 6: LESSONS LEARNT"),
    bullets(*(str(x.lesson) for x in LESSONS)),
    Heading("SECTION 7: RECOMMENDATIONS OF THE OVERVIEW REPORT"),
    *(Words(r.text, r.number) for r in RECS),
    Turn(),
    Heading("SECTION 8: IMR ACTION PLANS"),
    *_tables(),
)
REPORT = Report(
    "oldbarrow",
    Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("The panel was asked to consider", TERMS, "3.{}"),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    BLOCKS,
    Look("reportlab-plain", "bare", ("bold-heads",), "", "Mrs W"),
    defects=(ExpectedDefect("person_named_in_plan", ("action_plan/0",)),),
)
