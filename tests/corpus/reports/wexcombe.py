"""Wexcombe, 2014: an overview report in the older order, one action plan for all agencies.

Prompt lines under the column heads, agency headings as rows, numbers running through the whole
plan, initials for the people, the appendix lettered wrongly in the text.
"""

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
    panel,
    plan,
    printed_date,
    recommendations,
)
from tests.corpus.layout import (
    Grid,
    Heading,
    Item,
    Listing,
    PageBreak,
    Words,
    body,
    bullets,
    head,
    numbered,
    prompt,
    section,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review\nOverview Report\nAdult F",
    review_kind="Domestic Homicide Review",
    commissioned_by="Safer Wexcombe Partnership",
    chair="Odalys Brightwater",
    author="Odalys Brightwater",
    report_date=printed_date("14 March 2014", "2014-03-14"),
    scope=Scope(text="1 January 2009 to 6 October 2012", start="2009-01-01", end="2012-10-06"),
)
SUBJECTS = (
    Subject(pseudonym="Adult F", role=SubjectRole.VICTIM, sex="Female", ethnicity="White British"),
    Subject(pseudonym="Adult M", role=SubjectRole.PERPETRATOR, sex="Male", ethnicity="White British"),
    Subject(pseudonym="Child 1", role=SubjectRole.CHILD, sex="Male", ethnicity="White British"),
)
PANEL = panel("""
    Odalys Brightwater | Independent Chair and Author |
    Tamsin Oakapple | Head of Community Safety | Wexcombe District Council
    Barnaby Thistlewood | Detective Chief Inspector | Westmarch Police
    Ignatius Plover | Named Nurse Safeguarding Adults | Wexcombe Hospitals NHS Trust
    Perpetua Larkrise | Service Manager | Bluebell Refuge
    Cosmo Fernyhough | Assistant Chief Officer | Westmarch Probation Trust
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Westmarch Police [WP]
    Wexcombe Hospitals NHS Trust [WHT]
    Wexcombe District Council Housing Services
    Bluebell Refuge
    Westmarch Probation Trust [WPT]
    Vale Mental Health NHS Foundation Trust
    """,
)
OTHERS = contributions(
    ContributionKind.INFORMATION,
    """
    Westmarch Ambulance Service
    Saint Osyth’s Primary School
    """,
)
PURPOSE = (
    "Establish what lessons are to be learned from the domestic homicide regarding the way in which "
    "professionals and organisations work to safeguard victims",
    "Identify clearly what those lessons are, how and within what timescales they will be acted on, and what "
    "is expected to change as a result",
    "Apply these lessons to service responses including changes to policies and procedures as appropriate",
)
SPECIFIC = (
    "Were the risk indicators for domestic abuse recognised and responded to by each agency?",
    "How effective was the sharing of information about Adult M between the agencies?",
    "Was the impact of the abuse on Child 1 understood?",
    "How were the wishes and feelings of Adult F ascertained?",
)
STORY = narrative(
    """
    Adult F and Adult M met in {2004|2004} when both worked at a garden centre.
    They lived together in Wexcombe from {spring 2006|2006|2006|season}.

    On {3 February 2010|2010-02-03} Adult F telephoned Westmarch Police and said that Adult M had pushed her.
    Officers attended and recorded a standard risk.
    The school was not told.

    In {June 2011|2011-06} Adult F attended Wexcombe Hospitals NHS Trust with a broken wrist.
    She said she had fallen from a ladder.
    On {21.11.2011|2011-11-21} Adult M told his probation officer that he was drinking again.

    Bluebell Refuge spoke to Adult F by telephone on {4th July 2012|2012-07-04}.
    She did not wish to leave her home.
    On {6 October 2012|2012-10-06} Adult F was found dead at home.
    """,
    people=("Adult F", "Adult M", "Child 1"),
    agencies=("Westmarch Police", "Wexcombe Hospitals NHS Trust", "Bluebell Refuge"),
)
LESSONS = (
    Lesson(
        number="1",
        finding="The officers who attended graded the risk from the one incident and did not look at earlier calls.",
        lesson="A risk assessment that ignores history understates the danger to the victim.",
    ),
    Lesson(
        number="2",
        finding="The emergency department accepted the account of a fall and did not ask about home.",
        lesson="Asking about abuse when an injury and its account do not match may be the only chance a victim has.",
    ),
    Lesson(
        number="4",
        finding="Nobody told the school about the incidents in the house.",
        lesson="Children who live with abuse need the adults around them to know.",
    ),
)
PANEL_RECS = recommendations(
    """
    1 | Agrees one domestic abuse risk assessment for use by all its member agencies.
    2 | Satisfies itself that schools are told of incidents where a child was in the house.
    3 | Reviews what help is offered to men who wish to stop using violence.
    """,
    addressed_to="Safer Wexcombe Partnership",
)
PLAN = plan(
    "n|rec|lead|act|mile|target|on|status",
    """
    ## WESTMARCH POLICE
    1 | Attending officers to consider all earlier calls before grading the risk. | WP Head of Public Protection | Direct instruction to all response officers. // Dip sample of twenty assessments a month. | Instruction issued. // Results to the Force Performance Board. | COMPLETED | | COMPLETED
    2 | WP; The domestic abuse policy should name the supervisor who checks each assessment. | WP Head of Public Protection | Policy to be amended and published on the force intranet. | Amended policy published | June 2014 | 2014-06 |
    3 | Control room staff to be trained in questions to ask a caller who cannot speak freely. | WP Control Room Manager | Training package to be written with Bluebell Refuge. | All staff trained | 31st December 2014 | 2014-12-31 |
    ## WEXCOMBE HOSPITALS NHS TRUST
    4 | All Emergency Department staff to receive training on domestic abuse, the indicators and the referral pathway. // Information to be provided at induction for new staff. | WHT Named Nurse Safeguarding Adults | Training to be added to the mandatory programme. // Information leaflet placed on the Trust website February 2014. | Leaflet available to all staff. // Training records. | April 2014 // September 2014 | 2014-04 2014-09 |
    5 | Records of injuries to note who gave the account and whether the patient was seen alone. | WHT Matron | Record card to be amended. | Audit of record cards in the quarter after the change | 1/7/14 | 2014-07-01 |
    6 | The Trust should explore an electronic flag for patients at risk. | WHT Head of Information | Scoped by the Head of Information; decision made that this is not workable on the present system. | | Completed | | Completed
    ## HOUSING SERVICES
    7 | Tenancy officers to ask about safety at home when a repair suggests damage in anger. | Housing Services | Add a question to the repairs script. | | May 2014 | 2014-05 |
    8 | Improve joint working with the Refuge. | Housing Services | Should be in place already but managers to remind staff at team meetings. | Minutes of team meetings | | |
    ## BLUEBELL REFUGE
    9 | All telephone advice to be recorded in the case file. | Refuge Manager | 1. Discuss with each member of staff. // 2. Audit of case files. // 3. Start a monthly audit for the future. | 1. Recorded in supervision // 2. Manager to complete audit | 1. Complete // 2. June 2014 // 3. June 2014 | - 2014-06 2014-06 |
    10 | Within 3 months the Refuge will offer a call back at a time the caller chooses. | Refuge Manager | Change the telephone protocol. | Protocol changed | 19thJune 2014 | 2014-06-19 |
    ## WESTMARCH PROBATION TRUST
    11 | Offender managers to tell the police of a return to heavy drinking where there is a history of violence. | WPT Team Manager | Practice direction to be issued. | Practice direction issued | in 4 weeks | |
    12 | Records of injuries to note who gave the account and whether the patient was seen alone. | WHT Matron | Record card to be amended. | Audit of record cards in the quarter after the change | 1/7/14 | 2014-07-01 |
    ## The DHR Panel
    13 | Agrees one domestic abuse risk assessment for use by all its member agencies. | Tamsin Oakapple Community Safety | | | 31st March 2015 | 2015-03-31 |
    14 | Satisfies itself that schools are told of incidents where a child was in the house. | Tamsin Oakapple Community Safety | | | 31st March 2015 | 2015-03-31 |
    15 | Reviews what help is offered to men who wish to stop using violence. | | | | 31st March 2015 | 2015-03-31 |
    """,
)


def _grid() -> Grid:
    rows = [
        head("Recommendation", "Lead agency", "Action(s) to take", "Key Milestone", "Target date"),
        prompt(
            "What is the over-arching recommendation?",
            "Who will see that the actions are carried out?",
            "How exactly will the agency make this happen?\nWhat actions need to occur?",
            "What are the key steps by which progress is measured?",
            "When should this recommendation be completed?",
        ),
    ]
    heading = None
    for row in PLAN:
        if row.section != heading:
            heading = row.section
            rows.append(section(str(heading), 5))
        rows.append(
            body(
                f"{row.number}:   {row.recommendation}", row.lead, row.action, row.milestone, row.target_text
            )
        )
    return Grid(tuple(rows), (30, 16, 30, 24, 20))


BLOCKS = (
    Words("Safer Wexcombe Partnership", style="subtitle"),
    Words("Domestic Homicide Review\nOverview Report\nAdult F", style="title"),
    Words("Independent Chair and Author: Odalys Brightwater", style="subtitle"),
    Words("14 March 2014", style="subtitle"),
    PageBreak(),
    Heading("INTRODUCTION", number="1."),
    Words("The principal people referred to in this report are:", "1.1"),
    Grid(
        tuple(
            body(person.pseudonym, role, person.sex, person.ethnicity)
            for person, role in zip(SUBJECTS, ("Victim", "Perpetrator", "Son of Adult F"), strict=True)
        ),
        (20, 30, 20, 30),
        is_ruled=False,
    ),
    Words("Adult M pleaded guilty to murder and was sentenced to life imprisonment.", "1.2"),
    Heading("ESTABLISHING THE DOMESTIC HOMICIDE REVIEW [DHR]", number="2."),
    Heading("Decision Making", 2, "2.1"),
    Words(
        "The chair of the Safer Wexcombe Partnership decided that the circumstances met the criteria in section 9 "
        "of the Domestic Violence, Crime and Victims Act 2004 and the Home Office was informed.",
        "2.1.1",
    ),
    Heading("DHR Panel", 2, "2.2"),
    Words(
        "Odalys Brightwater was appointed as the Independent Chair and Author. She has never been employed by any of "
        "the agencies involved with this DHR.",
        "2.2.1",
    ),
    Words("The Panel comprised of:"),
    bullets(
        *("\t".join(part for part in (member.name, member.role, member.agency) if part) for member in PANEL)
    ),
    Heading("Agencies Submitting Individual Management Reviews [IMRs]", 2, "2.3"),
    Words("The following agencies submitted IMRs.", "2.3.1"),
    bullets(*(sent.agency for sent in IMRS)),
    Words("Non IMR written information was received from:"),
    bullets(*(sent.agency for sent in OTHERS)),
    Heading("Terms of Reference", 2, "2.4"),
    Words("The purpose of a DHR is to:", "2.4.1"),
    bullets(*PURPOSE),
    Words(
        "[Multi-agency Statutory Guidance for the Conduct of Domestic Homicide Reviews 2011, revised 1 August 2013]"
    ),
    Heading("Timeframe under Review", 3, "2.4.2"),
    Words("The DHR covers the period 1 January 2009 to 6 October 2012."),
    Heading("Case Specific Terms", 3, "2.4.3"),
    numbered(*SPECIFIC),
    Heading("BACKGROUND AND CHRONOLOGY", number="3."),
    *(Words(text, f"3.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Heading("LESSONS IDENTIFIED", number="4."),
    Words(
        "The lessons of the IMR agencies are not repeated here because they appear as actions in the Action Plan at "
        "Appendix A.",
        "4.1",
    ),
    Words("The DHR Lessons Identified are:", "4.2"),
    *(
        block
        for lesson in LESSONS
        for block in (
            Listing((Item(str(lesson.finding), f"{lesson.number}."),)),
            Words("Lesson", style="bold"),
            Words(str(lesson.lesson)),
        )
    ),
    Heading("PREDICTABILITY/PREVENTABILITY", number="5."),
    Words("The Panel did not think the death could have been predicted by any one agency.", "5.1"),
    Heading("RECOMMENDATIONS", number="6."),
    Heading("Single Agency", 2, "6.1"),
    Words("The single agency recommendations appear in the Action Plan and are not repeated here.", "6.1.1"),
    Heading("DHR Panel", 2, "6.2"),
    Words("The DHR Panel recommends that the Safer Wexcombe Partnership:", "6.2.1"),
    numbered(*(wanted.text for wanted in PANEL_RECS)),
    PageBreak(),
    Heading("Appendix A"),
    Heading("DEFINITIONS", 2),
    Words(
        "The Government definition of domestic violence agreed in 2004 is given in the guidance. The Care Act 2014 "
        "did not apply at the time."
    ),
    PageBreak(),
    Heading("APPENDIX B"),
    Words("Safer Wexcombe Partnership Domestic Homicide Review\nAdult F - Action Plan", style="bold"),
    _grid(),
)

REPORT = Report(
    slug="wexcombe",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS + OTHERS,
        terms_of_reference=(
            *(TermOfReference(text=text, group="purpose") for text in PURPOSE),
            *(
                TermOfReference(number=str(n), text=text, group="Case Specific Terms")
                for n, text in enumerate(SPECIFIC, 1)
            ),
        ),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=PANEL_RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(
        pdf="typst-ruled", txt="cells", word=("bold-heads", "tab-lists"), footer="Adult F Overview Report"
    ),
    defects=(
        ExpectedDefect("duplicate_recommendation", ("action_plan/11", "action_plan/4")),
        ExpectedDefect("completed_but_refused", ("action_plan/5",)),
        ExpectedDefect("missing_date", ("action_plan/7",)),
        ExpectedDefect("missing_action", ("action_plan/12",)),
        ExpectedDefect("missing_action", ("action_plan/13",)),
        ExpectedDefect("missing_action", ("action_plan/14",)),
        ExpectedDefect("missing_owner", ("action_plan/14",)),
        ExpectedDefect("person_named_in_plan", ("action_plan/12",)),
        ExpectedDefect("person_named_in_plan", ("action_plan/13",)),
        ExpectedDefect(
            "agency_without_recommendation",
            ("contributions/5",),
            ("Vale Mental Health NHS Foundation Trust",),
        ),
        ExpectedDefect("agency_name_variant", ("contributions/2", "action_plan/6"), ("HOUSING SERVICES",)),
        ExpectedDefect("numbering_gap", ("lessons/2", "lessons/1")),
        ExpectedDefect("missing_appendix", words=("Appendix A",)),
    ),
)
