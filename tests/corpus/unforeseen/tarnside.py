"""Tarnside, 2017: Word numbers every paragraph in one list of three depths; heads are bold only; the plan is paragraphs of labels."""

from dataclasses import replace

from sightline.domain.published_reviews.reading import (
    ContributionKind,
    FrontMatter,
    Lesson,
    Precision,
    PrintedPeriod,
    Reading,
    ReportedEvent,
    Scope,
    Subject,
    SubjectRole,
)
from tests.corpus.contents import (
    ExpectedDefect,
    Look,
    Report,
    contributions,
    panel,
    plan,
    printed_date,
    recommendations,
    terms,
)
from tests.corpus.layout import Grid, Heading, Item, Listing, Words, body, bullets, head, numbered

FRONT = FrontMatter(
    title="Overview Report into the death of Marina",
    review_kind="Domestic Homicide Review",
    commissioned_by="Tarnside Safer Stronger Partnership",
    chair="Ottoline Speight",
    author="Basil Underhay",
    report_date=printed_date("12th May 2017", "2017-05-12"),
    scope=Scope(text="January 2012 to 9 August 2015", start="2012-01", end="2015-08-09"),
)
SUBJECTS = (
    Subject(pseudonym="Marina", role=SubjectRole.VICTIM),
    Subject(pseudonym="Silas", role=SubjectRole.PERPETRATOR),
    Subject(pseudonym="Wren", role=SubjectRole.CHILD),
)
PANEL = panel("""
  Ottoline Speight | Independent Chair |
  Basil Underhay | Independent Author |
  Clement Varley | Detective Chief Inspector | Fellmere Police
  Hester Mallow | Designated Nurse | NHS Tarnside
  Rufus Penhale | Team Manager | Tarnside Homes
""")
IMRS = contributions(ContributionKind.IMR, "Fellmere Police\nNHS Tarnside\nTarnside Homes")
TERMS = (
    "To establish whether Silas was known to services as a perpetrator of abuse;",
    "To examine whether Wren’s school knew of the family’s difficulties;",
    "To consider the impact of rural isolation.",
)
EV = (
    ("03/02/2012", "2012-02-03", "Tarnside Homes", "Marina and Silas took a joint tenancy."),
    (
        "Nov 2013",
        "2013-11",
        "NHS Tarnside",
        "Marina attended with a sprained wrist and said that she had slipped.",
    ),
    (
        "17 May 2014",
        "2014-05-17",
        "Fellmere Police",
        "A neighbour called the police to a quarrel. Silas was spoken to.",
    ),
    ("9 August 2015", "2015-08-09", "Fellmere Police", "Marina was found dead at home."),
)
EVENTS = tuple(
    ReportedEvent(
        date=PrintedPeriod(
            text=w, from_=i, to=i, precision=Precision.MONTH if len(i) == 7 else Precision.DAY
        ),
        text=t,
        people=tuple(sorted((n for n in ("Marina", "Silas", "Wren") if n in t), key=t.index)),
        agencies=(a,),
    )
    for w, i, a, t in EV
)
LESSONS = tuple(
    Lesson(number=f"6.{i}", lesson=t)
    for i, t in enumerate(
        (
            "Rural isolation hides abuse from those who could help.",
            "A joint tenancy ties a victim to the person who harms her.",
            "Schools hold knowledge that no one asks for.",
        ),
        1,
    )
)
RECS = (
    recommendations(
        "1 | Fellmere Police to review how rural calls are graded.\n2 | Fellmere Police to give each rural beat a named domestic abuse officer.",
        addressed_to="Fellmere Police",
    )
    + recommendations(
        "1 | NHS Tarnside to ask about abuse whenever an injury is seen twice.", addressed_to="NHS Tarnside"
    )
    + recommendations(
        "1 | Tarnside Homes to offer sole tenancies to victims of abuse.", addressed_to="Tarnside Homes"
    )
)
PLAN = plan(
    "n|rec|act|lead|target|on|mile",
    """
 ## Fellmere Police
 1 | Fellmere Police to review how rural calls are graded. | Review of 100 calls. | Head of Control Room | 30th September 2017 | 2017-09-30 | Report to the partnership
 2 | Fellmere Police to give each rural beat a named domestic abuse officer. | Post holders to be named and trained. | Superintendent, Rural | Dec 2017 | 2017-12 | Names on the website
 ## NHS Tarnside
 1 | NHS Tarnside to ask about abuse whenever an injury is seen twice. | Alert on the record. | Designated Nurse | 1.11.17 | 2017-11-01 | Audit
 ## Tarnside Homes
 1 | Tarnside Homes to offer sole tenancies to victims of abuse. | Change the tenancy policy. | Team Manager | | | Policy agreed
""",
)


def _plan():
    last = None
    for r in PLAN:
        if r.section != last:
            last = r.section
            yield Words(last, style="bold")
        yield Grid(
            tuple(
                body(a, b)
                for a, b in (
                    (f"Recommendation {r.number}", r.recommendation),
                    ("Action", r.action),
                    ("Lead", r.lead),
                    ("Target date", r.target_text),
                    ("Evidence", r.milestone),
                )
            ),
            (20, 80),
        )


BLOCKS = (
    Words("Tarnside Safer Stronger Partnership", style="bold"),
    Words("Domestic Homicide Review", style="bold"),
    Words("Overview Report into the death of Marina", style="title"),
    Words("Independent Chair: Ottoline Speight\nIndependent Author: Basil Underhay\n12th May 2017"),
    Heading("INTRODUCTION", number="1"),
    Words(
        "This Domestic Homicide Review concerns the death of Marina, a woman who lived in a village near Tarnside with her husband Silas and their child Wren.",
        "1.1",
    ),
    Words("Silas was convicted of her murder and is serving a life sentence.", "1.2"),
    Words("The review considers January 2012 to 9 August 2015.", "1.3"),
    Heading("THE PANEL", number="2"),
    Words("The panel met on six occasions. Its members were:", "2.1"),
    *(
        Words(f"Name: {m.name}\nRole: {m.role}" + (f"\nOrganisation: {m.agency}" if m.agency else ""))
        for m in PANEL
    ),
    Heading("TERMS OF REFERENCE", number="3"),
    Words("The terms of reference were:", "3.1"),
    Listing(tuple(Item(t, f"({c})") for c, t in zip("abc", TERMS, strict=True))),
    Heading("AGENCIES THAT PROVIDED INDIVIDUAL MANAGEMENT REVIEWS", number="4"),
    bullets(*(c.agency for c in IMRS)),
    Heading("CHRONOLOGY", number="5"),
    Grid((head("Date", "Source", "Event"), *(body(w, a, t) for w, _, a, t in EV)), (18, 25, 60)),
    Heading("LESSONS LEARNED", number="6"),
    *(Words(str(x.lesson), f"6.{i}") for i, x in enumerate(LESSONS, 1)),
    Heading("IMR RECOMMENDATIONS", number="7"),
    *(
        b
        for a in ("Fellmere Police", "NHS Tarnside", "Tarnside Homes")
        for b in (Words(a, style="bold"), numbered(*(r.text for r in RECS if r.addressed_to == a)))
    ),
    Heading("ACTION PLAN", number="8"),
    *_plan(),
)
REPORT = Report(
    "tarnside",
    Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=tuple(
            replace(term, number=f"({letter})")
            for term, letter in zip(terms("Terms of reference", TERMS), "abc", strict=True)
        ),
        events=EVENTS,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    BLOCKS,
    Look("typst-plain", "cells", ("auto",), "", "Tarnside"),
    defects=(ExpectedDefect("missing_date", ("action_plan/3",)),),
)
