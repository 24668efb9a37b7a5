"""Ashcombe, 2021: the Home Office's headings in their order, and its plan of seven columns upright on the page."""

from dataclasses import replace

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
from tests.corpus.layout import Contents, Grid, Heading, PageBreak, Words, body, head, numbered

FRONT = FrontMatter(
    title="DOMESTIC HOMICIDE REVIEW\nOverview Report\ninto the death of ‘Elsie’\nin June 2019",
    review_kind="DOMESTIC HOMICIDE REVIEW",
    commissioned_by="Safer Ashcombe Partnership",
    chair="Dr Imogen Farraday",
    author="Dr Imogen Farraday",
    report_date=printed_date("14 January 2021", "2021-01-14"),
    scope=Scope(text="1 January 2016 to 21 June 2019", start="2016-01-01", end="2019-06-21"),
)
SUBJECTS = (
    Subject(pseudonym="Elsie", role=SubjectRole.VICTIM, ethnicity="White British"),
    Subject(pseudonym="Harold", role=SubjectRole.PERPETRATOR, ethnicity="White British"),
    Subject(pseudonym="Nora", role=SubjectRole.CHILD),
)
PANEL = panel("""
    Dr Imogen Farraday | Independent Chair and Author |
    Peter Quill | Detective Superintendent | Northmere Police
    Anita Shawcross | Head of Safeguarding | Ashcombe Clinical Commissioning Group
    Wendy Oakes | Service Manager | Ashcombe Council Adult Social Care
    Leon Battersea | Chief Executive | Haven Ashcombe
""")
SENT = (
    contributions(
        ContributionKind.IMR,
        """
    Ashcombe Clinical Commissioning Group
    Ashcombe Council Adult Social Care
    Northmere Police
    """,
    )
    + contributions(ContributionKind.INFORMATION, "Northmere Ambulance Service NHS Trust")
    + contributions(ContributionKind.SUMMARY_REPORT, "Ashcombe Carers")
)
QUESTIONS = (
    "How did agencies identify and respond to the carer stress of Harold?",
    "Was age a barrier to the recognition of domestic abuse?",
    "Were there opportunities for professionals to ask Elsie about abuse, alone and safely?",
)
STORY = narrative(
    """
    In {March 2017|2017-03} Elsie told her GP that Harold had become forgetful.
    On {4 May 2018|2018-05-04} Northmere Ambulance Service NHS Trust attended after a fall.

    During {summer 2018|||season} a neighbour reported shouting to Northmere Police.
    Nothing more was done.
    """,
    people=("Elsie", "Harold", "Nora"),
    agencies=("Northmere Ambulance Service NHS Trust", "Northmere Police"),
)
FACTS = narrative(
    """
    On {21 June 2019|2019-06-21} Northmere Police were called to the home.
    Elsie was pronounced dead at the scene.
    In {February 2020|2020-02} Harold pleaded guilty to manslaughter.
    """,
    people=("Elsie", "Harold", "Nora"),
    agencies=("Northmere Police",),
)
LESSONS = (
    Lesson(
        number="1",
        title="Domestic abuse in later life is seen as a care problem",
        lesson="Practitioners need to ask older people about abuse, alone, as routinely as they ask younger people.",
    ),
    Lesson(
        number="2",
        title="A carer’s assessment is an opportunity",
        lesson="The assessment did not ask about arguments, control or fear.",
    ),
    Lesson(
        number="3",
        title="Repeat falls deserve curiosity",
        lesson="Three falls in a year did not lead to a discussion between services.",
    ),
)
R = (
    "The Safer Ashcombe Partnership should commission training on domestic abuse in later life for all front line staff.",
    "The Safer Ashcombe Partnership should review its domestic abuse strategy to ensure that older people are included.",
    "Adult Social Care should add questions on safety to the carer’s assessment.",
    "Northmere Police should assure itself that calls from neighbours lead to a DASH assessment.",
)
RECS = (
    recommendations(f"1 | {R[0]}\n2 | {R[1]}")
    + recommendations(f"3 | {R[2]}", addressed_to="Ashcombe Council Adult Social Care")
    + recommendations(f"4 | {R[3]}", addressed_to="Northmere Police")
)
EXTENTS = ("Local", "Local", "Local", "Regional")
PLAN = plan(
    "n|rec|act|lead|mile|target|on|status",
    f"""
    1 | {R[0]} | Training specification written // Provider commissioned // Training delivered to 200 staff | Safer Ashcombe Partnership | Specification agreed by board // Contract signed | 31 March 2021 // 30 June 2021 // March 2022 | 2021-03-31 2021-06-30 2022-03 | Completed July 2021
    2 | {R[1]} | Review the strategy with the older people’s forum | Safer Ashcombe Partnership | Consultation held | September 2021 | 2021-09 |
    3 | {R[2]} | Amend the form; brief assessors | Ashcombe Council Adult Social Care | Form in use | April 2021 | 2021-04 | Complete – form in use since 1 May 2021
    4 | {R[3]} | Dip sample of 50 calls | Northmere Police | | Ongoing | | Ongoing
    """,
)
ROWS = (*PLAN[:3], replace(PLAN[3], status=None))
BLOCKS = (
    Words("Safer Ashcombe Partnership", style="bold"),
    Words(
        "DOMESTIC HOMICIDE REVIEW\nOverview Report\ninto the death of ‘Elsie’\nin June 2019", style="title"
    ),
    Words("Report Author: Dr Imogen Farraday", style="bold"),
    Words("Report completed: 14 January 2021", style="bold"),
    PageBreak(),
    Contents("Contents"),
    Heading("Introduction", number="1."),
    Words(
        "This report of a domestic homicide review examines agency responses and support given to Elsie, a resident of Ashcombe, prior to her death in June 2019.",
        "1.1",
    ),
    Words(
        "The panel offers its condolences to the family of Elsie, whose daughter chose the pseudonyms used in this report.",
        "1.2",
    ),
    Heading("Timescales", number="2."),
    Words(
        "The review began on 3 September 2019 and was concluded on 14 January 2021. It was delayed by the pandemic.",
        "2.1",
    ),
    Heading("Confidentiality", number="3."),
    Words(
        "The findings of each review are confidential until publication. The following pseudonyms have been used:",
        "3.1",
    ),
    Grid(
        (
            head("Pseudonym", "Relationship", "Age at time of death", "Ethnicity"),
            body("Elsie", "Victim", "71", "White British"),
            body("Harold", "Perpetrator, husband of Elsie", "74", "White British"),
            body("Nora", "Daughter of Elsie and Harold", "", ""),
        ),
        (20, 40, 20, 20),
    ),
    Heading("Terms of reference", number="4."),
    Words("The panel considered the period from 1 January 2016 to 21 June 2019.", "4.1"),
    Heading("Key lines of enquiry", 2),
    numbered(*QUESTIONS),
    Heading("Methodology", number="5."),
    Words(
        "Individual Management Reviews were requested from the agencies that had contact with Elsie or Harold.",
        "5.1",
    ),
    Heading("Involvement of family, friends, work colleagues, neighbours and wider community", number="6."),
    Words("Nora met the chair twice and read the report.", "6.1"),
    Heading("Contributors to the review", number="7."),
    Words("The following agencies contributed to the review:", "7.1"),
    Grid(
        (
            head("Agency", "Contribution"),
            body("Ashcombe Clinical Commissioning Group", "IMR and chronology"),
            body("Ashcombe Council Adult Social Care", "IMR and chronology"),
            body("Northmere Police", "IMR and chronology"),
            body("Northmere Ambulance Service NHS Trust", "Information only"),
            body("Ashcombe Carers", "Summary report"),
        ),
        (60, 40),
    ),
    Heading("The review panel members", number="8."),
    Grid(
        (head("Name", "Role", "Organisation"), *(body(m.name, m.role, m.agency) for m in PANEL)), (30, 35, 40)
    ),
    Heading("Author of the overview report", number="9."),
    Words(
        "Dr Imogen Farraday is the chair and author. She has never been employed by any of the agencies.",
        "9.1",
    ),
    Heading("Parallel reviews", number="10."),
    Words("The inquest was opened on 2 July 2019 and adjourned.", "10.1"),
    Heading("Equality and diversity", number="11."),
    Words("The panel considered age and sex.", "11.1"),
    Heading("Dissemination", number="12."),
    Words("The report will be sent to the family and to every agency of the panel.", "12.1"),
    Heading("Background information (the facts)", number="13."),
    *(Words(t, "13.1") for t in FACTS.paragraphs),
    Heading("Chronology", number="14."),
    *(Words(t, f"14.{i}") for i, t in enumerate(STORY.paragraphs, 1)),
    Heading("Overview", number="15."),
    Words("Professionals saw an older couple in need of care.", "15.1"),
    Heading("Analysis", number="16."),
    Words("No professional asked about abuse.", "16.1"),
    Heading("Conclusions", number="17."),
    Words("Carer stress became the only explanation.", "17.1"),
    Heading("Lessons to be learnt", number="18."),
    *(
        b
        for x in LESSONS
        for b in (Words(f"Lesson {x.number}: {x.title}", style="bold"), Words(str(x.lesson)))
    ),
    Heading("Recommendations", number="19."),
    Heading("Multi-agency recommendations", 2),
    *(b for i in (0, 1) for b in (Words(f"Recommendation {i + 1}", style="bold"), Words(R[i]))),
    Heading("Single agency recommendations", 2),
    Words("Ashcombe Council Adult Social Care", style="bold"),
    Words("Recommendation 3", style="bold"),
    Words(R[2]),
    Words("Northmere Police", style="bold"),
    Words("Recommendation 4", style="bold"),
    Words(R[3]),
    PageBreak(),
    Heading("Appendix 1: Action plan"),
    Grid(
        (
            head(
                "Recommendation",
                "Scope of recommendation i.e. local or regional",
                "Action to take",
                "Lead Agency",
                "Key milestones achieved in enacting recommendation",
                "Target date",
                "Date of completion and outcome",
            ),
            *(
                body(
                    f"{r.number}. {r.recommendation}",
                    s,
                    r.action,
                    r.lead,
                    r.milestone,
                    r.target_text,
                    r.status,
                )
                for r, s in zip(ROWS, EXTENTS, strict=True)
            ),
        ),
        (1,) * 7,
    ),
)
REPORT = Report(
    "ashcombe",
    Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=SENT,
        terms_of_reference=terms("Key lines of enquiry", QUESTIONS, "{}"),
        events=(*FACTS.events, *STORY.events),
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    BLOCKS,
    Look("reportlab-ruled", "bare", (), "OFFICIAL SENSITIVE", "Ashcombe DHR"),
    defects=(
        ExpectedDefect("completed_before_due", ("action_plan/0",)),
        ExpectedDefect("agency_without_recommendation", ("contributions/0",)),
        ExpectedDefect("unread_text", ("action_plan",), ("scope of recommendation",)),
    ),
)
