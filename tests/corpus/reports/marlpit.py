"""Marlpit, 2019: a killing of a brother; chronology as a table; recommendations as a table in the text.

Roman numerals in the terms of reference, panel as "Agency – Name (Title)", lessons of two paragraphs
under bold heads, progress cells with long words; the lead agency is the first column of the plan.
"""

from sightline.domain.published_reviews.reading import (
    ContributionKind,
    FrontMatter,
    Lesson,
    Precision,
    PrintedPeriod,
    PrintedRecommendation,
    Reading,
    ReportedEvent,
    Scope,
    Subject,
    SubjectRole,
    TermOfReference,
)
from tests.corpus.contents import (
    ExpectedDefect,
    Look,
    Report,
    contributions,
    panel,
    plan,
    printed_date,
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
    bullets,
    head,
)

FRONT = FrontMatter(
    title="DHR Overview Report into the death of Adult M",
    review_kind="Domestic Homicide Review",
    commissioned_by="Marlpit and District Community Safety Partnership",
    chair="Benedict Thornbury",
    author="Araminta Colefax",
    report_date=printed_date("May 2019", "2019-05"),
    scope=Scope(text="1 October 2014 and 7 January 2018", start="2014-10-01", end="2018-01-07"),
)
SUBJECTS = (
    Subject(pseudonym="Adult M", role=SubjectRole.VICTIM),
    Subject(pseudonym="Adult P", role=SubjectRole.PERPETRATOR),
    Subject(pseudonym="Adult S", role=SubjectRole.OTHER),
)
PANEL = panel("""
    Lorcan Featherstone | Head of Community Safety | Marlpit District Council
    Imelda Rooksby | Detective Chief Inspector | Claymoor Police
    Thaddeus Winkle | Adult Safeguarding Lead | Claymoor Partnership NHS Trust
    Georgiana Flint | Chief Executive | Claymoor Domestic Abuse Support
    Osric Pemberley | Head of Operations | Marlpit Foyer
""")
IMRS = contributions(
    ContributionKind.IMR,
    "Claymoor Police\nClaymoor Partnership NHS Trust\nMarlpit Foyer\nBrook Lane Surgery",
)
SHORT = contributions(ContributionKind.SUMMARY_REPORT, "Claymoor Fire and Rescue Service\nMarlpit Job Centre")
QUESTIONS = (
    "Whether practitioners understood that violence between brothers is domestic abuse;",
    "Whether the mental ill health of Adult P was treated in time;",
    "Whether the needs of Adult S, the mother of both, were assessed;",
    "Whether supported housing was suitable for Adult P.",
)
ROWS = (
    ("11 November 2014", "2014-11-11", "Brook Lane Surgery", "Adult P was prescribed medicine for low mood."),
    (
        "Feb 2016",
        "2016-02",
        "Claymoor Police",
        "Adult S reported that Adult P had broken a window. No offence was recorded.",
    ),
    ("3/6/2017", "2017-06-03", "Marlpit Foyer", "Adult P was given a warning for shouting at staff."),
    (
        "24.12.17",
        "2017-12-24",
        "Claymoor Partnership NHS Trust",
        "Adult M told the crisis line that he was afraid of Adult P.",
    ),
    (
        "7th January 2018",
        "2018-01-07",
        "Claymoor Police",
        "Adult M was found with a stab wound and died at the scene.",
    ),
)
EVENTS = tuple(
    ReportedEvent(
        date=PrintedPeriod(
            text=words, from_=iso, to=iso, precision=Precision.MONTH if len(iso) == 7 else Precision.DAY
        ),
        text=text,
        people=tuple(
            sorted((name for name in ("Adult M", "Adult P", "Adult S") if name in text), key=text.index)
        ),
        agencies=(agency,),
    )
    for words, iso, agency, text in ROWS
)
LESSONS = (
    Lesson(
        number="1",
        lesson="The word “domestic” made practitioners think of couples.\nThe form that they used asks for a partner and has no "
        "place for a brother.",
    ),
    Lesson(
        number="2",
        lesson="The crisis line treated the fear of Adult M as news about Adult P.\nNobody asked what Adult M needed.",
    ),
    Lesson(number="3", lesson="Supported housing is not a treatment."),
)
RECS = tuple(
    PrintedRecommendation(number=number, text=text, addressed_to=agency)
    for number, text, agency in (
        ("1", "Amend the risk form so that it asks about any member of the family.", "Claymoor Police"),
        (
            "2",
            "Train crisis line staff to hear what callers say of themselves.",
            "Claymoor Partnership NHS Trust",
        ),
        ("3", "Agree what is to happen when a resident’s health becomes worse.", "Marlpit Foyer"),
        ("4", "Review patients with low mood each quarter.", "Brook Lane Surgery"),
        (
            "5",
            "Publish a film about abuse between brothers and sisters.",
            "Marlpit and District Community Safety Partnership",
        ),
    )
)
PLAN = plan(
    "lead|n|rec|act|mile|target|on|status",
    """
    Claymoor Police | 1 | Amend the risk form so that it asks about any member of the family. | Work with the supplier of the form. // Issue guidance to officers. | New form // Guidance on the intranet | 1 August 2019 // 1 September 2019 | 2019-08-01 2019-09-01 | Amber – supplier has agreed the change, test version seen on 2 May 2019
    Claymoor Partnership NHS Trust | 2 | Train crisis line staff to hear what callers say of themselves. | Training designed with people who have called the line; delivered to day, night and bank staff; refreshed each year and part of the induction of everybody who joins. | 80 staff trained // Sample of calls | December 2019 | 2019-12 | Amber – 30 staff trained
    Marlpit Foyer | 3 | Agree what is to happen when a resident’s health becomes worse. | Protocol with the Trust. | Protocol signed | 30/6/19 | 2019-06-30 | Green – signed
    Brook Lane Surgery | 4 | Review patients with low mood each quarter. | Search to be run by the practice pharmacist. | Results of search | July 2019 | 2019-07 | Green
    Marlpit and District Community Safety Partnership | 5 | Publish a film about abuse between brothers and sisters. | Make the film with students. | Film shown in all schools | | | Red – no money found
    """,
)
NUMERALS = ("i)", "ii)", "iii)", "iv)")

BLOCKS = (
    Words("Marlpit and District Community Safety Partnership", style="subtitle"),
    Words("DHR Overview Report into the death of Adult M", style="title"),
    Words("Chair of the panel: Benedict Thornbury"),
    Words("Author: Araminta Colefax"),
    Words("Report completed: May 2019\nVersion 5 FINAL"),
    Contents("Contents"),
    Heading("Preface"),
    Words(
        "The panel wishes to express its sympathy to the family and friends of Adult M. This Domestic Homicide Review was "
        "commissioned by the Marlpit and District Community Safety Partnership."
    ),
    Heading("1.0 Background"),
    Words("The subjects of this review are:"),
    bullets(
        "Victim – Adult M, aged 34",
        "Perpetrator – Adult P, aged 29, brother of the victim",
        "Adult S – mother of the victim and the perpetrator",
    ),
    Words("Adult P was detained under section 37 of the Mental Health Act 1983"),
    Heading("2.0 Terms of reference"),
    Words(
        "The time period under review is between 1 October 2014 and 7 January 2018. The review considered:"
    ),
    Listing(tuple(Item(text, numeral) for text, numeral in zip(QUESTIONS, NUMERALS, strict=True))),
    Heading("3.0 Review panel"),
    bullets(*(f"{member.agency} – {member.name} ({member.role})" for member in PANEL)),
    Heading("4.0 Contributors"),
    Words("IMRs were requested from and provided by:"),
    bullets(*(sent.agency for sent in IMRS)),
    Words("Short reports were provided by:"),
    bullets(*(sent.agency for sent in SHORT)),
    Heading("5.0 Chronology"),
    Grid(
        (
            head("Date", "Agency", "Event"),
            *(body(words, agency, text) for words, _, agency, text in ROWS),
        ),
        (20, 30, 60),
        cut=(2,),
    ),
    Heading("6.0 Lessons"),
    *(
        block
        for lesson in LESSONS
        for block in (Words(f"Lesson {lesson.number}", style="bold"), Words(str(lesson.lesson)))
    ),
    Heading("7.0 Recommendations"),
    Grid(
        (
            head("No.", "Recommendation", "For"),
            *(body(wanted.number, wanted.text, wanted.addressed_to) for wanted in RECS),
        ),
        (8, 60, 34),
    ),
    Turn(),
    Heading("Appendix A – Action plan"),
    Grid(
        (
            head(
                "Lead agency",
                "No.",
                "Recommendation",
                "Action",
                "Evidence of completion",
                "Timescale",
                "Progress (RAG)",
            ),
            *(
                body(
                    row.lead,
                    row.number,
                    row.recommendation,
                    row.action,
                    row.milestone,
                    row.target_text,
                    row.status,
                )
                for row in PLAN
            ),
        ),
        (20, 7, 28, 34, 22, 18, 22),
        cut=(2,),
        marks_paragraphs=True,
    ),
)

REPORT = Report(
    slug="marlpit",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS + SHORT,
        terms_of_reference=tuple(
            TermOfReference(number=numeral, text=text, group="Terms of reference")
            for numeral, text in zip(NUMERALS, QUESTIONS, strict=True)
        ),
        events=EVENTS,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="reportlab-wide", txt="tabs", word=("tab-lists",), header="Marlpit DHR", footer="OFFICIAL"),
    defects=(ExpectedDefect("missing_date", ("action_plan/4",)),),
)
