"""Harrowmere, 2013: an executive summary with one action table for each agency.

The finding has its own column and its number; numbers restart in each table and skip; owners and
dates are paired 2a/2b; a whole table has no owner or date; rows are cut by page breaks. The review
is dated later than most of its targets. No panel is printed.
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
    TermOfReference,
)
from tests.corpus.contents import (
    ExpectedDefect,
    Look,
    Report,
    contributions,
    narrative,
    plan,
    printed_date,
)
from tests.corpus.layout import (
    Block,
    Contents,
    Grid,
    Heading,
    Item,
    Listing,
    Words,
    body,
    bullets,
    head,
    section,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review Executive Summary Report\nREPORT INTO THE DEATH OF ROWAN 2012",
    review_kind="Domestic Homicide Review",
    author="Leopold Quarrington",
    report_date=printed_date("9th September 2013", "2013-09-09"),
    scope=Scope(text="from 1st March 2010 to the point of death", start="2010-03-01"),
)
SUBJECTS = (
    Subject(pseudonym="Rowan", role=SubjectRole.VICTIM, birth_year=1979),
    Subject(pseudonym="Petra", role=SubjectRole.PERPETRATOR, birth_year=1984),
    Subject(pseudonym="Wren", role=SubjectRole.CHILD, birth_year=2007),
)
IMRS = contributions(
    ContributionKind.IMR,
    """
    Northmoor Constabulary | Jocasta Pennywhistle | Detective Inspector
    Harrowmere Hospitals NHS Foundation Trust | Silas Wintergreen | Specialist Nurse Safeguarding
    Harrowmere Council Peoples Services | Drusilla Makepeace | Independent Social Worker
    Fellside Probation Trust | Ambrose Tolliver | Probation Manager
    Fellside and Dale NHS Foundation Trust | Cordelia Stubbs | Senior Nurse
    Lantern | Horace Applegarth | Assistant Director
    """,
)
SUMMARIES = contributions(
    ContributionKind.SUMMARY_REPORT,
    """
    Harrowmere Ambulance Service | Minerva Stott | Clinical Lead
    Dale County Council Children's Social Care | Rufus Golightly | Team Manager
    """,
)
TERMS = (
    "To review the involvement of each agency with Rowan, Petra and Wren during their relationship with each "
    "other. This part of the review should cover the period from 1st March 2010 to the point of death.",
    "Authors should include in their chronologies any contact which has a bearing on the purpose of the DHR.",
    "Chronologies will be submitted to the Domestic Abuse Coordinator by Monday 4th March 2013.",
    "IMR authors will meet with the Chair on the 12th April 2013 to review chronologies.",
)
FOCUS = (
    "Focus on the relationship between primary care and substance misuse services in identifying domestic abuse.",
    "To look at support and intervention with Rowan and Petra in relation to domestic abuse.",
    "Agencies that have had no contact should try to understand why this is the case.",
)
STORY = narrative(
    """
    Rowan separated from Petra for a few weeks in {May 2010|2010-05}.
    Northmoor Constabulary were called to the house twice.

    There is relevant information from Lantern between {July and October 2011|2011-07|2011-10|range}.
    Petra was offered a place on a programme and did not take it up.

    On {31 st January 2012|2012-01-31} Rowan attended the walk-in centre with a cut hand.
    The couple moved in {March 2012|2012-03}.
    On {New Year's Eve 2012|2012-12-31} a neighbour heard shouting and did not call anybody.
    """,
    people=("Rowan", "Petra", "Wren"),
    agencies=("Northmoor Constabulary", "Lantern"),
)
FINDINGS = (
    Lesson(
        number="3.1", title="Information sharing", finding="Information was shared well within the review."
    ),
    Lesson(
        number="3.2",
        title="Review of agency involvement",
        finding="Agencies have all been able to review their contact over this period of time.",
    ),
)
LESSONS = (
    Lesson(
        number="4.1",
        lesson="Working together across two counties is hard where a family moves often and no one agency sees the "
        "whole picture.",
    ),
    Lesson(
        number="4.2",
        lesson="Staff who work with drug users should ask about violence from a partner as well as towards one.",
    ),
)
PLAN = plan(
    "n|find|rec|act|lead|target|on|status",
    """
    ## Harrowmere Hospitals NHS Foundation Trust
    1 | Lessons learnt from IMR. | Share the lessons learnt and the findings of the IMR within the organisation. | Present the lessons learnt to the Trust Board via the Risk and Assurance Committee. // Include appropriately anonymised information on the Trust intranet. | Hester Smallbone (Lead Nurse) and Silas Wintergreen (IMR Author). // Safeguarding Trainer. | October 2013 | 2013-10 |
    2 | There was no documentation to show that information was offered to Rowan as a victim of domestic abuse when he attended the walk-in centre. | Findings of the IMR are shared with the trainers of the Trust. | Present the lessons learnt to the training team for inclusion in current training and in the induction of new staff. | Silas Wintergreen (IMR Author) | November 2013 | 2013-11 |
    3 | Questions about home were not asked. | A baseline audit is to be undertaken in the walk-in centre to determine how staff respond to injuries that may be a result of domestic abuse. | An audit of records is to be undertaken. Its parameters will be defined as part of the process. | Named Nurse Safeguarding Children | March 2014 | 2014-03 |
    ## Harrowmere Council Peoples Services
    1 | | Wren's file to be updated to show all known family members so that any risks are visible. | All known information to be entered on the Tapestry system. | Service Manager, Children and Families | 31 st December 2013 | 2013-12-31 |
    2 | | Introduction of a process to record clearly how managers decide about the plan for a child. | Operational managers to produce a form within the Tapestry system. // Quality Assurance Manager to carry out a check afterwards and report to the management team. | Head of Children's Services // Quality Assurance Manager | 31 st December 2013 // 1 st April 2014 | 2013-12-31 2014-04-01 |
    ## Fellside Probation Trust
    1 | | To review and re-issue guidance on checks for domestic abuse. | Actions, persons and dates will be decided once the report has been accepted by the Board. | | | |
    1 | | To put risk to children in each review of an assessment. | | | | |
    2 | | To review training needs of practitioners, particularly newly appointed staff. | | | | |
    1 and 4 | | To review the guidance for handing over a case between managers when an offender moves. | | | | |
    4 | | No action required | | | | | No action required
    5 | | No action required | | | | | No action required
    6 | | The possibility of increased risks to the service as a consequence of the coming reorganisation has been raised with the Minister more than once. | | | | |
    ## Fellside and Dale NHS Foundation Trust
    2 | All teams need to keep accurate records | All staff to be reminded of their duty to keep accurate records. | 2a) Team managers to hold briefing sessions on record keeping. // 2b) Team managers to make record reviews part of supervision. // 2c) Trust wide message after the annual audit. | 2a) Locality manager // 2b) Locality manager // 2c) Fenella Crabtree, Head of Records | By November 30th 2013 // From October 1st 2013 // By January 31st 2014 | 2013-11-30 2013-10-01 2014-01-31 |
    3 | Nobody noticed how often appointments were missed | The Trust should find a way to identify people who repeatedly do not engage. | 3. To include missed appointments in the revised risk procedures. | 3. Lysander Boothroyd, Associate Director of Nursing | By June 30 th 2014 | 2014-06-30 |
    4 | Letters to the GP were late | Teams should comply with the discharge guidelines. | 4. Team managers to audit discharges over a three month period. | | | |
    ## Northmoor Police
    1 | Insufficient scrutiny in some instances by a first line supervisor | Endorsement by a sergeant of the risk level in ALL cases of domestic abuse | Move to computerised submission direct from the scene. | DI Jocasta Pennywhistle | 1.6.13 | 2013-06-01 |
    2 | Repeat incidents below the high risk level were managed one by one | (a) Identification of repeat standard and medium risk cases (b) Joint work on these cases by neighbourhood teams | Identification of cases by each local authority | DCI Crispin Hargreaves-Lamb | 1.12.13 | 2013-12-01 |
    ## Lantern
    1 | Requesting the previous file not applied consistently. | Reiterate policy with team. Agree internal pathway. | Team meeting minutes. Pathway distributed. | T/L // T/L & Team Manager | Oct 2013 // Jan 2014 | 2013-10 2014-01 |
    2 | Limited detail of case notes. | Ensure all staff have attended documentation training. | Training records. | Manager | 31/1/14. | 2014-01-31 |
    3 | Violence from a partner was not explored. | Workshop with staff. | Minutes. | This has recently been completed. | Complete | | Complete
    """,
)
HEADS = ("Finding", "Recommendation", "Required action / evidence", "By Whom", "To be completed by when")
CUTS = {"Harrowmere Hospitals NHS Foundation Trust": (2,), "Fellside Probation Trust": (4, 7), "Lantern": ()}
MARKED = {"Harrowmere Hospitals NHS Foundation Trust", "Fellside and Dale NHS Foundation Trust"}
PAGES = ("Background", "Terms of reference", "Particular Areas of Focus")


def _tables() -> list[Block]:
    blocks: list[Block] = []
    for number, (agency, rows) in enumerate(groupby(PLAN, key=lambda row: row.section), 1):
        blocks.append(Heading(str(agency), 2, f"5.{number}"))
        lines = [head(*HEADS)]
        for row in rows:
            dot = "" if agency == "Fellside Probation Trust" else "."
            finding = f"{row.number}{dot} {row.finding or ''}".strip()
            lines.append(body(finding, row.recommendation, row.action, row.lead, row.target_text))
        blocks.append(
            Grid(
                tuple(lines),
                (22, 26, 28, 20, 16),
                cut=CUTS.get(str(agency), ()),
                marks_paragraphs=agency in MARKED,
                ends_with_rule=number % 2 == 0,
            )
        )
    return blocks


BLOCKS = (
    Words("Domestic Homicide Review Executive Summary Report", style="title"),
    Words("REPORT INTO THE DEATH OF ROWAN 2012", style="subtitle"),
    Words("Report produced by Leopold Quarrington"),
    Words("Date: 9th September 2013"),
    Contents(),
    Heading("Background", 2, "1.1"),
    Words(
        "This Domestic Homicide Review (DHR) examines agency responses and support given to Rowan prior to the point "
        "of his death in 2012. The review will consider agencies contact with Rowan, Petra and their child Wren."
    ),
    Heading("Terms of reference", 2, "1.2"),
    Words("The following terms of reference were agreed"),
    Listing(tuple(Item(text, f"1.2.{n}") for n, text in enumerate(TERMS, 1))),
    Heading("Particular Areas of Focus", 2, "1.3"),
    Listing(tuple(Item(text, f"1.3.{n}") for n, text in enumerate(FOCUS, 1))),
    Heading("Independent Management Review Authors", 2, "1.4"),
    Words(
        "The following personnel completed Individual Management Reviews on behalf of their organisations:",
        "1.4.1",
    ),
    Grid(
        (
            head("Agency", "Author Name", "Author Title"),
            *(body(sent.agency, sent.author, sent.author_title) for sent in IMRS),
            section("Summary Report Authors", 3),
            *(body(sent.agency, sent.author, sent.author_title) for sent in SUMMARIES),
        ),
        (50, 30, 30),
    ),
    Words(
        "Following a review of chronologies on the 3rd May 2013 it was decided who need not write in full.",
        "1.4.2",
    ),
    Heading("Subjects of the Review", 2, "1.5"),
    Words("Focus and additional subjects of the review:", "1.5.1"),
    Grid(
        (
            body("Victim(Focus)", "“Rowan” born 1979"),
            body("Perpetrator (Subject)", "“Petra” born 1984"),
            body("Child (Subject)", "“Wren” born 2007"),
        ),
        (30, 50),
        is_ruled=False,
    ),
    Heading("Family Genogram: Identifying Key Relationships", 2, "1.6"),
    Heading("Summary of the contribution of friends and family", 2, "1.7"),
    Words("The following friends and family were interviewed by the Chair:"),
    bullets("The mother of Rowan was seen on two occasions.", "A close friend was also interviewed."),
    Heading("Key timeframes in relation to agency involvement", 1, "2"),
    *(Words(text) for text in STORY.paragraphs),
    Heading("Findings in relation to the terms of reference", 1, "3"),
    *(
        block
        for finding in FINDINGS
        for block in (Heading(str(finding.title), 2, str(finding.number)), Words(str(finding.finding)))
    ),
    Heading("Lessons learned", 1, "4"),
    Listing(tuple(Item(str(lesson.lesson), str(lesson.number)) for lesson in LESSONS)),
    Heading("Agency Recommendations", 1, "5"),
    *_tables(),
)

REPORT = Report(
    slug="harrowmere",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        contributions=IMRS + SUMMARIES,
        terms_of_reference=(
            *(
                TermOfReference(number=f"1.2.{n}", text=text, group="Terms of reference")
                for n, text in enumerate(TERMS, 1)
            ),
            *(
                TermOfReference(number=f"1.3.{n}", text=text, group="Particular Areas of Focus")
                for n, text in enumerate(FOCUS, 1)
            ),
        ),
        events=STORY.events,
        findings=FINDINGS,
        lessons=LESSONS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="reportlab-ruled", txt="tabs", header="Executive summary: Rowan", footer="Harrowmere"),
    defects=(
        *(ExpectedDefect("missing_owner", (f"action_plan/{index}",)) for index in (5, 6, 7, 8, 11, 14)),
        *(ExpectedDefect("missing_date", (f"action_plan/{index}",)) for index in (5, 6, 7, 8, 11, 14)),
        *(ExpectedDefect("missing_action", (f"action_plan/{index}",)) for index in (6, 7, 8, 11)),
        *(
            ExpectedDefect("person_named_in_plan", (f"action_plan/{index}",))
            for index in (0, 1, 12, 13, 15, 16)
        ),
        ExpectedDefect("target_before_report", ("action_plan/15",)),
        ExpectedDefect("numbering_repeat", ("action_plan/6", "action_plan/5")),
        ExpectedDefect("numbering_repeat", ("action_plan/9", "action_plan/8")),
        ExpectedDefect("numbering_gap", ("action_plan/12",)),
        ExpectedDefect("numbering_gap", ("action_plan/8", "action_plan/9")),
        ExpectedDefect("agency_name_variant", ("contributions/0", "action_plan/15"), ("Northmoor Police",)),
        ExpectedDefect("empty_heading", ("section/1.6",), ("Family Genogram",)),
        ExpectedDefect("contradictory_dates", words=("12th April 2013", "3rd May 2013")),
    ),
)
