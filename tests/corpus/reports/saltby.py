"""Saltby, 2026: a domestic abuse related death review in the order of the 2016 template.

The example that `make demo` loads. Seven columns with scope and outcome, a landscape section,
numbers by agency (1.1, 1.2 …), panel and contributions as tables, footnotes.
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
    PageBreak,
    Turn,
    Words,
    body,
    bullets,
    head,
    numbered,
    section,
)

FRONT = FrontMatter(
    title="Domestic Abuse Related Death Review\nOverview Report\n“Maren”\nDied October 2024",
    review_kind="Domestic Abuse Related Death Review",
    commissioned_by="Saltby Community Safety Partnership",
    chair="Dr Philippa Winterbourne",
    author="Euan Saltmarsh",
    report_date=printed_date("12 June 2026", "2026-06-12"),
    scope=Scope(text="between 1 January 2021 and 19 October 2024", start="2021-01-01", end="2024-10-19"),
)
SUBJECTS = (
    Subject(pseudonym="Maren", role=SubjectRole.VICTIM, sex="Female", ethnicity="White British"),
    Subject(pseudonym="Torin", role=SubjectRole.PERPETRATOR, sex="Male", ethnicity="White Irish"),
    Subject(pseudonym="Pip", role=SubjectRole.CHILD, sex="Female", ethnicity="White British"),
    Subject(pseudonym="Isolde", role=SubjectRole.OTHER, sex="Female", ethnicity="White British"),
)
PANEL = panel("""
    Dr Philippa Winterbourne | Independent Chair |
    Euan Saltmarsh | Independent Author |
    Rosalind Kittiwake | Community Safety Manager | Saltby Council
    Bertram Shingle | Detective Superintendent | Eastmere Police
    Odile Marramgrass | Head of Safeguarding | Saltby and Marsh Hospitals NHS Trust
    Cuthbert Dunlin | Associate Director of Nursing | Marram Mental Health NHS Foundation Trust
    Hepzibah Teasel | Named GP for Safeguarding | Eastmere Integrated Care Board
    Jolyon Groyne | Head of Neighbourhoods | Saltby Homes
    Winifred Tern | Chief Executive | Beacon Domestic Abuse Service
    Alaric Pebblestone | Head of Probation Delivery Unit | Probation Service East Marsh
    Theodora Sandling | Principal Social Worker | Saltby Council Adult Social Care
""")
SENT = (
    ("Eastmere Police", "Individual Management Review", ContributionKind.IMR),
    ("Saltby and Marsh Hospitals NHS Trust (SMHT)", "Individual Management Review", ContributionKind.IMR),
    (
        "Marram Mental Health NHS Foundation Trust (MMHFT)",
        "Individual Management Review",
        ContributionKind.IMR,
    ),
    ("Tidewell Medical Practice", "Individual Management Review", ContributionKind.IMR),
    ("Saltby Homes", "Individual Management Review", ContributionKind.IMR),
    ("Beacon Domestic Abuse Service", "Individual Management Review", ContributionKind.IMR),
    ("Saltby Council Adult Social Care", "Individual Management Review", ContributionKind.IMR),
    ("Saltby Council Children’s Services", "Individual Management Review", ContributionKind.IMR),
    ("Probation Service East Marsh", "Summary report", ContributionKind.SUMMARY_REPORT),
    ("Eastmere Ambulance Service NHS Trust", "Information only", ContributionKind.INFORMATION),
)
CONTRIBUTIONS = tuple(Contribution(agency=agency, kind=kind) for agency, _, kind in SENT)
PURPOSE = (
    "Establish what lessons are to be learned from the death about how professionals and agencies work to "
    "safeguard victims",
    "Apply those lessons to the way services respond, with changes to policies where they are needed",
    "Prevent domestic abuse and improve the response to all victims and their children",
    "Contribute to a better understanding of domestic abuse",
)
LINES = (
    "How did agencies identify and assess the risk that Torin posed to Maren?",
    "Was information about Torin’s drinking and his thoughts of suicide shared with those who supported Maren?",
    "What was known of Pip’s life at home, and who spoke with her?",
    "Did Maren’s work at night make it harder for her to be seen by services?",
    "Were there opportunities for professional curiosity about the money that Maren owed?",
)
STORY = narrative(
    """
    Maren and Torin met in {2015|2015} and moved into a flat owned by Saltby Homes in {March 2017|2017-03}.
    Pip was born the year after.

    On {14 February 2021|2021-02-14} Maren telephoned Eastmere Police to say that Torin had broken the front door.
    Officers attended and recorded a standard risk on the DASH form.
    In {May 2021|2021-05} Saltby Homes replaced the door and charged Maren for it.

    Tidewell Medical Practice prescribed Maren medicine for anxiety on {3 November 2021|2021-11-03}.
    She said that she was tired because she worked at night.
    In the {summer of 2022|2022|2022|season} Isolde told the school that she was worried about Pip.

    On {9 January 2023|2023-01-09} Torin was seen by Marram Mental Health NHS Foundation Trust after he took an overdose.
    He said that Maren had told him to leave.
    {Between March and June 2023|2023-03|2023-06|range} he missed four appointments.

    Maren spoke with Beacon Domestic Abuse Service on {21 March 2024|2024-03-21}.
    The case was heard at the MARAC on {18 April 2024|2024-04-18} and Saltby Council Adult Social Care was asked to visit.
    On {19 October 2024|2024-10-19} Maren was found dead at her home.
    """,
    people=("Maren", "Torin", "Pip", "Isolde"),
    agencies=(
        "Saltby Homes",
        "Eastmere Police",
        "Tidewell Medical Practice",
        "Marram Mental Health NHS Foundation Trust",
        "Beacon Domestic Abuse Service",
        "Saltby Council Adult Social Care",
    ),
)
LESSONS = (
    Lesson(
        number="1",
        title="Damage to the home is information",
        lesson="A broken door was a repair to one agency and an assault to another, and neither knew what the other knew.",
    ),
    Lesson(
        number="2",
        title="Thoughts of suicide in a partner raise the risk to the victim",
        lesson="Workers treated the overdose as a matter for the patient alone and did not ask who lived with him.",
    ),
    Lesson(
        number="3",
        title="Working at night hides people from services",
        lesson="Every appointment offered to Maren was in the morning, when she slept.",
    ),
    Lesson(
        number="4",
        title="Debt can be a sign of control",
        lesson="The rent account showed a pattern that staff had not been taught to see.",
    ),
)
PARTNERSHIP_RECS = recommendations(
    """
    9.1 | The Partnership should agree one pathway for sharing damage to property between landlords and the police.
    9.2 | The Partnership should commission training on economic abuse for all front-line staff.
    9.3 | The Partnership should ask each agency how it reaches people who work at night.
    9.4 | The Partnership should review how actions agreed at MARAC are followed to their end.
    9.5 | The Partnership should publish a yearly statement of what has changed because of its reviews.
    """,
    addressed_to="Saltby Community Safety Partnership",
)
SECOND_TEXT = "The risk to a partner should be considered whenever a patient has taken an overdose."
PLAN = plan(
    "n|rec|act|lead|mile|target|on|status",
    f"""
    ## Eastmere Police
    1.1 | Attending officers should record damage to a home as part of the domestic abuse risk assessment. | Add a question on damage to the electronic DASH form. | Eastmere Police, Head of Public Protection | Form live on officers’ devices | March 2026 | 2026-03 | Completed March 2026
    1.2 | Damage to rented homes should be reported to the landlord with the victim’s consent. | Agree an information sharing form with landlords. | Eastmere Police, Partnerships Inspector | Form signed by three landlords // First month’s returns reviewed | 30 September 2026 | 2026-09-30 | In progress
    1.3 | Supervisors should review each standard risk that follows an earlier call. | Daily list of repeat calls to be sent to each duty inspector. | Eastmere Police, Head of Response | List in use in all districts | 1 December 2026 | 2026-12-01 |
    1.4 | Control room staff should ask whether a child is in the house. | Refresh the call script. // Brief all shifts. | Control Room Manager // Shift supervisors | Script published // Briefing records | July 2026 // 31 August 2026 | 2026-07 2026-08-31 |
    1.5 | Body-worn video of domestic incidents should be sampled for learning. | Quarterly sample of thirty recordings. | Eastmere Police, Professional Development | Report to the Force Board | 31st March 2027 | 2027-03-31 |
    1.6 | Officers should offer a referral to support at every call, whatever the risk. | Add the offer to the electronic DASH form. // Report refusals each month. | Eastmere Police, Head of Public Protection | Offer recorded in nine of ten calls | 31 October 2026 // 30 November 2026 | 2026-10-31 2026-11-30 | In progress
    ## Saltby and Marsh Hospitals NHS Trust
    2.1 | Staff in the emergency department should ask about home whenever an injury and its account do not agree. | Training on routine enquiry for all qualified staff. | SMHT Named Nurse | 90% of staff trained | 31 December 2026 | 2026-12-31 |
    2.2 | An independent domestic abuse adviser should be based in the hospital. | Business case for the post. | SMHT Chief Nurse | Business case approved | September 2026 | 2026-09 |
    2.3 | {SECOND_TEXT} | Add a prompt to the psychiatric liaison form. | SMHT Liaison Lead | Form amended | 24 November 2026 | 2026-11-24 |
    2.4 | Night workers should be offered appointments after 2pm. | Amend the booking letter. | SMHT Outpatients Manager | Letter amended | 22.12.26 | 2026-12-22 |
    2.5 | The Trust should consider a flag on the record of each patient heard at MARAC. | Considered by the Records Group; found unworkable on the present system and not supported. | SMHT Head of Information | | May 2026 | 2026-05 | Completed
    2.6 | Letters to patients in fear should not be sent to the home. | Safe contact field to be added to the booking system. | SMHT Head of Information | Field in use in all clinics | 27 November 2026 | 2026-11-27 |
    ## Marram Mental Health NHS Foundation Trust
    3.1 | {SECOND_TEXT} | Add a prompt to the psychiatric liaison form. | MMHFT Lead for Suicide Prevention | Form amended | 24 November 2026 | 2026-11-24 |
    3.2 | Missed appointments after an overdose should be followed by a visit. | Change the policy on missed appointments. // Audit after six months. | MMHFT Head of Community Teams | Policy ratified // Audit report to the Board | October 2026 // April 2027 | 2026-10 2027-04 |
    3.3 | Staff should know when to share information without consent. | Two hour workshop for all teams. | MMHFT Safeguarding Lead | Workshop held for each team | 15/1/27 | 2027-01-15 |
    3.4 | Families should be offered the leaflet on worry about a relative. | Print and supply the leaflet. | MMHFT Carers’ Lead | | 30 November 2026 | 2026-11-30 |
    3.5 | Think Family principles should be part of clinical supervision. | In place already. | MMHFT Head of Psychology | | | | In place
    3.6 | The crisis line should keep a note of who else is in the house. | Amend the call record. | MMHFT Crisis Line Manager | Call record amended | 21 December 2026 | 2026-12-21 | In progress
    ## Tidewell Medical Practice
    4.1 | The practice should ask about relationships when it treats anxiety. | Add the question to the template for a first consultation. | Practice Manager | Template in use | Complete | | Complete
    4.2 | The practice should record who lives in the household. | Review of records of families with a child under five. | Practice Manager | Review finished | within 6 months of publication | |
    4.3 | All clinicians should complete the IRIS training. | Book training for all clinicians. | Dr Lavinia Rushby | Certificates held | 31 October 2026 | 2026-10-31 |
    4.4 | The practice should offer telephone appointments in the afternoon for night workers. | Change the appointment system. | | Audit of appointments offered | December 2026 | 2026-12 |
    ## Saltby Homes
    5.1 | Repairs staff should be trained to recognise damage that suggests abuse. | Half-day course with Beacon Domestic Abuse Service. | Head of Repairs | All staff attended | 31 July 2026 | 2026-07-31 |
    5.2 | Tenants should not be charged for damage done by an abuser. | Amend the recharge policy. | Head of Neighbourhoods | Policy approved by the Board | Spring 2026 | 2026 | Completed
    5.3 | Arrears that begin suddenly should prompt a conversation about safety. | Guidance for income officers. | Income Manager | Guidance issued | 15 December 2026 | 2026-12-15 |
    5.4 | Saltby Homes should gain accreditation for its work with victims of domestic abuse. | Apply to the accrediting body. | Head of Neighbourhoods | Application made // Accreditation awarded | June 2027 | 2027-06 |
    5.5 | Information on locks and safe rooms should be given to all new tenants. | Add a page to the tenants’ handbook. | | Handbook reprinted | | |
    ## Beacon Domestic Abuse Service
    6.1 | Advisers should ask what hours a client works and offer times to suit. | Amend the first contact form. | Service Manager | Form amended | May 2026 | 2026-05 | Completed
    6.2 | Safety plans should be reviewed whenever a partner is known to have thoughts of suicide. | Add a review trigger to the case system. | Service Manager | Trigger live | 1st December 2026 | 2026-12-01 |
    6.3 | Clients who cannot be reached should be tried at three different times of day. | Practice standard to be written. // Case file audit. | 1. Service Manager // 2. Quality Lead | Standard issued // Audit shows nine in ten | 1. August 2026 // 2. February 2027 | 2026-08 2027-02 |
    6.4 | The service should train volunteers to support clients who work at night. | Recruit and train six volunteers. | Volunteer Lead | Volunteers in place | Ongoing | | Ongoing
    6.5 | The service should agree with each landlord in the town how to ask for repairs in safety. | Draft agreement to be sent to all landlords. | Service Manager | Agreements signed by five landlords | January 2027 | 2027-01 |
    ## Adult Social Care
    7.1 | Visits requested by the MARAC should be made within five working days. | Team standard and weekly report. | Team Manager, Safeguarding | Weekly report shows standard met | 30 Sept 2026 | 2026-09-30 |
    7.2 | Social workers should be trained in coercive control and economic abuse. | Two day course for all social workers. | Principal Social Worker | All social workers trained | March 2027 | 2027-03 |
    7.3 | A carer’s assessment should ask about relationships at home. | Change the form. | Principal Social Worker | Form changed | 12 December 2026 | 2026-12-12 | Completed
    7.4 | Managers should audit decisions not to open a safeguarding enquiry. | Monthly audit of ten decisions. | Head of Service | Audit reported to the Board | from 1 July 2026 | 2026-07-01 |
    7.5 | Contact with a carer should be by the method that the carer has called safe. | Add safe contact to the case record. | Head of Service | Record changed | 5 October 2026 | 2026-10-05 |
    ## Probation Service East Marsh
    8.1 | No action required | | | | | | No action required
    8.2 | Practitioners should ask for police call-out data at each review of risk. | Team briefing. | Head of Probation Delivery Unit | Briefing held | April 2026 | 2026-04 |
    8.3 | Practitioners should visit at home when a partner lives there too. | Practice direction. | Head of Probation Delivery Unit | Direction issued | February 2027 | 2027-02 |
    ## Saltby Community Safety Partnership
    9.1 | The Partnership should agree one pathway for sharing damage to property between landlords and the police. | Write and agree the pathway. | Community Safety Manager | Pathway signed by all landlords | 31 January 2027 | 2027-01-31 |
    9.2 | The Partnership should commission training on economic abuse for all front-line staff. | Commission training. // Evaluate training. | Community Safety Manager // Learning Subgroup | Provider appointed // Evaluation reported | October 2026 // September 2027 | 2026-10 2027-09 |
    9.3 | The Partnership should ask each agency how it reaches people who work at night. | Survey of agencies. | Rosalind Kittiwake | Survey results to the Board | 8 December 2026 | 2026-12-08 |
    9.4 | The Partnership should review how actions agreed at MARAC are followed to their end. | Review by the MARAC steering group. | MARAC Chair | Review reported | 18 December 2026 | 2026-12-18 |
    9.5 | The Partnership should publish a yearly statement of what has changed because of its reviews. | First statement to be published. | Community Safety Manager | Statement published | autumn 2027 | 2027 |
    """,
)
_SCOPES = ("Local", "Local", "Regional", "Local", "National", "Local")
SCOPES = tuple(
    None if row.recommendation == "No action required" else _SCOPES[index % len(_SCOPES)]
    for index, row in enumerate(PLAN)
)


def _grid() -> Grid:
    rows = [
        head(
            "Recommendation",
            "Scope of recommendation i.e. local, regional or national",
            "Action to take",
            "Lead agency",
            "Key milestones achieved in enacting recommendation",
            "Target date",
            "Date of completion and outcome",
        )
    ]
    heading = None
    for row, scope in zip(PLAN, SCOPES, strict=True):
        if row.section != heading:
            heading = row.section
            rows.append(section(str(heading), 7))
        outcome = (
            None
            if row.recommendation == "No action required" or row.status == row.target_text
            else row.status
        )
        rows.append(
            body(
                f"{row.number} {row.recommendation}",
                scope,
                row.action,
                row.lead,
                row.milestone,
                row.target_text,
                outcome,
            )
        )
    return Grid(
        tuple(rows), (30, 13, 26, 18, 22, 15, 16), cut=(6, 13, 22, 37), marks_paragraphs=True, split_at=(26,)
    )


BLOCKS = (
    Words("Saltby Community Safety Partnership", style="subtitle"),
    Words("Domestic Abuse Related Death Review\nOverview Report\n“Maren”\nDied October 2024", style="title"),
    Words(
        "Independent Chair: Dr Philippa Winterbourne\nReport Author: Euan Saltmarsh\nDate of report: 12 June 2026"
    ),
    Contents(),
    Heading("Preface", number="1."),
    Words(
        "The Saltby Community Safety Partnership and the panel offer their condolences to the family of Maren. Her "
        "mother said that she was “the first to laugh and the last to leave”.",
        "1.1",
    ),
    Words(
        "This review was carried out under section 9 of the Domestic Violence, Crime and Victims Act 2004.",
        "1.2",
        footnote="As amended by the Victims and Prisoners Act 2024, which changed the name of these reviews.",
    ),
    Heading("Timescales", number="2."),
    Words(
        "The review began in February 2025 and was concluded in May 2026. It took longer than six months because of the "
        "criminal trial.",
        "2.1",
    ),
    Heading("Confidentiality", number="3."),
    Words("The names in this report are pseudonyms. Those who are the subject of the review are:", "3.1"),
    Grid(
        (
            head("Pseudonym", "Relationship", "Sex", "Age at the time", "Ethnicity"),
            *(
                body(person.pseudonym, relation, person.sex, age, person.ethnicity)
                for person, relation, age in zip(
                    SUBJECTS,
                    (
                        "Victim",
                        "Perpetrator, partner of Maren",
                        "Child of Maren and Torin",
                        "Mother of Maren",
                    ),
                    ("31", "36", "6", "58"),
                    strict=True,
                )
            ),
        ),
        (20, 30, 15, 20, 25),
    ),
    Heading("Terms of reference", number="4."),
    Heading("Purpose of the review", 2),
    bullets(*PURPOSE),
    Heading("Key lines of enquiry", 2),
    numbered(*LINES),
    Heading("Scope", 2),
    Words("The review looked at contact between 1 January 2021 and 19 October 2024.", "4.1"),
    Heading("Methodology", number="5."),
    Words(
        "Agencies were asked for chronologies in March 2025 and reviews of their own work in June 2025.",
        "5.1",
    ),
    Heading("Involvement of family, friends and colleagues", number="6."),
    Words("The chair met Maren’s mother three times. A friend from work spoke by telephone.", "6.1"),
    Heading("Contributors to the review", number="7."),
    Grid(
        (head("Agency", "Nature of contribution"), *(body(agency, nature) for agency, nature, _ in SENT)),
        (60, 40),
    ),
    Heading("The review panel members", number="8."),
    Grid(
        (
            head("Name", "Role", "Agency"),
            *(body(member.name, member.role, member.agency) for member in PANEL),
        ),
        (34, 36, 40),
    ),
    Words("All were independent of any decision made in the case.", "8.1"),
    Heading("Equality and diversity", number="9."),
    Words("The panel considered the nine protected characteristics of the Equality Act 2010.", "9.1"),
    Heading("Dissemination", number="10."),
    Heading("Background and chronology", number="11."),
    *(Words(text, f"11.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Heading("Lessons to be learned", number="12."),
    *(
        block
        for lesson in LESSONS
        for block in (Heading(f"Lesson {lesson.number}: {lesson.title}", 2), Words(str(lesson.lesson)))
    ),
    Heading("Recommendations", number="13."),
    Words(
        "Recommendations to single agencies are in the action plan. The panel makes these recommendations to the Saltby "
        "Community Safety Partnership; a glossary is at Appendix C.",
        "13.1",
    ),
    numbered(*(wanted.text for wanted in PARTNERSHIP_RECS), style="9.{}"),
    Turn(),
    Heading("Appendix A: Action plan"),
    _grid(),
    Turn(),
    Heading("Appendix B: Further reading"),
    Words("Domestic Abuse Act 2021; Care Act 2014; statutory guidance published in July 2022."),
)


def _index(number: str) -> str:
    return next(f"action_plan/{index}" for index, row in enumerate(PLAN) if row.number == number)


REPORT = Report(
    slug="saltby",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=CONTRIBUTIONS,
        terms_of_reference=(
            *(TermOfReference(text=text, group="Purpose of the review") for text in PURPOSE),
            *(
                TermOfReference(number=str(n), text=text, group="Key lines of enquiry")
                for n, text in enumerate(LINES, 1)
            ),
        ),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=PARTNERSHIP_RECS,
        action_plan=PLAN,
    ),
    blocks=(*BLOCKS[:3], PageBreak(), *BLOCKS[3:]),
    look=Look(
        pdf="reportlab-wide",
        txt="tabs",
        header="Saltby Community Safety Partnership",
        footer="Maren overview report June 2026",
    ),
    defects=(
        ExpectedDefect("unread_text", ("action_plan",), ("Scope",)),
        ExpectedDefect("duplicate_recommendation", (_index("2.3"), _index("3.1"))),
        ExpectedDefect("completed_but_refused", (_index("2.5"),)),
        ExpectedDefect("completed_before_due", (_index("7.3"),)),
        ExpectedDefect("target_before_report", (_index("8.2"),)),
        ExpectedDefect("missing_owner", (_index("4.4"),)),
        ExpectedDefect("missing_owner", (_index("5.5"),)),
        ExpectedDefect("missing_date", (_index("5.5"),)),
        ExpectedDefect("person_named_in_plan", (_index("4.3"),)),
        ExpectedDefect("person_named_in_plan", (_index("9.3"),)),
        ExpectedDefect("agency_without_recommendation", ("contributions/7",), ("Children’s Services",)),
        ExpectedDefect("agency_name_variant", ("contributions/6", _index("7.1")), ("Adult Social Care",)),
        ExpectedDefect("empty_heading", ("section/10",), ("Dissemination",)),
        ExpectedDefect("missing_appendix", words=("Appendix C",)),
    ),
)
