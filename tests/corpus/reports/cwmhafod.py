"""Cwm Hafod, 2019: headings in Welsh and English, the agency in a merged column.

Recommendations numbered R1 and on through the plan; panel as bullets with dashes; contributions in
prose; serif type, justified and hyphenated.
"""

from itertools import groupby

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
    Cell,
    Grid,
    Heading,
    PageBreak,
    Row,
    Words,
    body,
    bullets,
    head,
    numbered,
)

FRONT = FrontMatter(
    title="Adolygiad Dynladdiad Domestig\nDomestic Homicide Review\nAdroddiad Trosolwg / Overview Report\nDHR 3 “Nia”",
    review_kind="Domestic Homicide Review",
    commissioned_by="Cwm Hafod Community Safety Partnership",
    chair="Gwenfron Pantybryn",
    author="Idwal Llwyncelyn",
    report_date=printed_date("November 2019", "2019-11"),
    scope=Scope(
        text="from 1 April 2014 until Nia’s death on 2 June 2017", start="2014-04-01", end="2017-06-02"
    ),
)
SUBJECTS = (
    Subject(pseudonym="Nia", role=SubjectRole.VICTIM, birth_year=1988, sex="female", ethnicity="Welsh"),
    Subject(pseudonym="Macsen", role=SubjectRole.PERPETRATOR, birth_year=1985, sex="male", ethnicity="Welsh"),
)
PANEL = panel("""
    Gwenfron Pantybryn | Independent Chair |
    Heulwen Ffynnonddu | Senior Safeguarding Officer | Cwm Hafod County Council
    Tudur Maesgwyn | Detective Chief Inspector | Mid Hafod Police
    Angharad Nantlas | Head of Safeguarding | Hafod University Health Board
    Emrys Coedmor | Area Manager | Cymorth Hafod
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Mid Hafod Police
    Hafod University Health Board
    Cwm Hafod County Council Social Services
    Cymorth Hafod
    """,
)
PURPOSE = (
    "To establish what lessons are to be learned from the homicide about the way in which professionals work together",
    "To apply these lessons to the response of services",
)
QUESTIONS = (
    "Was Nia able to use Welsh when she spoke with services, and did it matter to her?",
    "Did distance and the want of transport keep help away from the family?",
    "Did professionals “Ask and Act” as the law in Wales expects?",
)
STORY = narrative(
    """
    Nia moved back to Cwm Hafod in {2013|2013} and married Macsen in {August 2014|2014-08}.

    On {5 December 2015|2015-12-05} Nia attended the minor injuries unit with bruises to her arm.
    A nurse noted that she seemed afraid, but Hafod University Health Board made no referral.
    On {17th March 2016|2016-03-17} a neighbour telephoned Mid Hafod Police about shouting.

    Cymorth Hafod offered Nia a place in refuge in {January 2017|2017-01}.
    She said that she could not leave the animals.
    On {2 June 2017|2017-06-02} Macsen telephoned for an ambulance and said that he had hurt her.
    """,
    people=("Nia", "Macsen"),
    agencies=("Mid Hafod Police", "Hafod University Health Board", "Cymorth Hafod"),
)
LESSONS = (
    Lesson(
        number="1",
        lesson="Speaking of fear is easier in the language of home; nobody had asked Nia which that was.",
    ),
    Lesson(
        number="2", lesson="Care for animals can keep a person with an abuser and belongs in the safety plan."
    ),
    Lesson(
        number="3",
        lesson="In a small place a neighbour’s call is a rare chance and should not be closed on the telephone.",
    ),
)
PLAN = plan(
    "n|rec|act|lead|target|on|status",
    """
    ## Mid Hafod Police
    R1 | Calls from neighbours about possible domestic abuse should be attended. | Change the deployment policy. | Superintendent, Local Policing | 31 January 2020 | 2020-01-31 | Complete
    R2 | Officers should record the language in which a victim prefers to speak. | Add a field to the record of the incident and explain its use in the weekly bulletin to all officers and staff of the control room. | Digital Lead | April 2020 | 2020-04 | In progress
    ## Hafod University Health Board
    R3 | Staff in minor injuries units should be trained to Group 2 of the National Training Framework. | Deliver twelve courses. | Head of Safeguarding | March 2021 | 2021-03 | Ongoing
    R4 | A referral should follow whenever a member of staff is afraid for a patient. | Policy to be re-issued. | Head of Safeguarding | 28.02.20 | 2020-02-28 |
    R5 | The unit should have a private room. | Estates to find a room. | Estates Manager | | |
    ## Social Services
    R6 | Social workers should ask about animals when they plan for safety. | Amend the safety plan form. | Principal Officer | 1st March 2020 | 2020-03-01 | Complete
    ## Cymorth Hafod
    R7 | The refuge should make an arrangement for animals. | Agreement with a farm. | Area Manager | June 2020 | 2020-06 |
    R8 | Helpline advisers should be able to answer in Welsh. | Recruit two advisers who speak Welsh. | | December 2020 | 2020-12 | In progress
    ## Cwm Hafod Community Safety Partnership
    R9 | The Partnership should tell residents of small places how to get help. | Leaflet to each household. // Evening talks in village halls. | Communications Officer // Community Safety Officer | May 2020 // September 2020 | 2020-05 2020-09 |
    R10 | The Partnership should ask the Welsh Government to pay for transport to refuge. | Letter to the Minister. | Chair of the Partnership | January 2020 | 2020-01 | Complete
    """,
)
OVERVIEW_RECS = recommendations(
    """
    R9 | The Partnership should tell residents of small places how to get help.
    R10 | The Partnership should ask the Welsh Government to pay for transport to refuge.
    """,
    addressed_to="Cwm Hafod Community Safety Partnership",
)


def _grid() -> Grid:
    rows = [
        head(
            "Asiantaeth / Agency",
            "Argymhelliad / Recommendation",
            "Camau / Action",
            "Swyddog arweiniol / Lead officer",
            "Dyddiad targed / Target date",
            "Statws / Status",
        )
    ]
    for agency, group in groupby(PLAN, key=lambda row: row.section):
        members = list(group)
        for index, row in enumerate(members):
            line = body(
                f"{row.number} {row.recommendation}", row.action, row.lead, row.target_text, row.status
            )
            first = (Cell(str(agency), rows=len(members), is_bold=True),) if index == 0 else ()
            rows.append(Row(first + line.cells))
    return Grid(tuple(rows), (20, 30, 30, 20, 18, 16))


BLOCKS = (
    Words(
        "Partneriaeth Diogelwch Cymunedol Cwm Hafod\nCwm Hafod Community Safety Partnership", style="subtitle"
    ),
    Words(str(FRONT.title), style="title"),
    Words(
        "Cadeirydd / Chair: Gwenfron Pantybryn\nAwdur / Author: Idwal Llwyncelyn\nTachwedd 2019 / November 2019"
    ),
    PageBreak(),
    Heading("Cyflwyniad / Introduction", number="1"),
    Words(
        "This review concerns the death of Nia, a Welsh female born in 1988. Macsen, her husband, a Welsh male born in "
        "1985, was convicted of her murder. Both names are pseudonyms.",
        "1.1",
    ),
    Words(
        "The review was commissioned by the Cwm Hafod Community Safety Partnership under section 9 of the Domestic "
        "Violence, Crime and Victims Act 2004, and had regard to the Violence against Women, Domestic Abuse and Sexual "
        "Violence (Wales) Act 2015.",
        "1.2",
    ),
    Heading("Cylch gorchwyl / Terms of reference", number="2"),
    Words("The purposes of the review are:", "2.1"),
    bullets(*PURPOSE),
    Words("The panel also asked:", "2.2"),
    numbered(*QUESTIONS, style="({})"),
    Words("The review covers the time from 1 April 2014 until Nia’s death on 2 June 2017.", "2.3"),
    Heading("Panel yr adolygiad / The review panel", number="3"),
    bullets(
        *(
            f"{member.name} – {member.role}" + (f", {member.agency}" if member.agency else "")
            for member in PANEL
        )
    ),
    Words(
        "Gwenfron Pantybryn is a retired magistrate. Idwal Llwyncelyn wrote this report. Neither has worked for any "
        "agency in the county.",
        "3.1",
    ),
    Heading("Cyfranwyr / Contributors", number="4"),
    Words(
        "Individual Management Reviews were received from Mid Hafod Police, Hafod University Health Board, Cwm Hafod "
        "County Council Social Services and Cymorth Hafod.",
        "4.1",
    ),
    Heading("Cefndir a chronoleg / Background and chronology", number="5"),
    *(Words(text, f"5.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Heading("Gwersi a ddysgwyd / Lessons learned", number="6"),
    numbered(*(str(lesson.lesson) for lesson in LESSONS)),
    Heading("Argymhellion / Recommendations", number="7"),
    Words("The panel makes two recommendations to the Cwm Hafod Community Safety Partnership:", "7.1"),
    numbered(*(wanted.text for wanted in OVERVIEW_RECS), style="R{}", start=9),
    PageBreak(),
    Heading("Cynllun gweithredu / Action plan", number="8"),
    _grid(),
)

REPORT = Report(
    slug="cwmhafod",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("purpose", PURPOSE) + terms("The panel also asked", QUESTIONS, "({})"),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=OVERVIEW_RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-plain", txt="cells", header="Cwm Hafod DHR 3", footer="Swyddogol / Official"),
    defects=(
        ExpectedDefect("missing_date", ("action_plan/4",)),
        ExpectedDefect("missing_owner", ("action_plan/7",)),
        ExpectedDefect("completed_before_due", ("action_plan/0",)),
        ExpectedDefect("completed_before_due", ("action_plan/5",)),
        ExpectedDefect("completed_before_due", ("action_plan/9",)),
        ExpectedDefect("agency_name_variant", ("contributions/2", "action_plan/5"), ("Social Services",)),
    ),
)
