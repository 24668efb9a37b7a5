"""Thornleigh, 2018: a long overview report whose numbers Word draws itself.

Numbered paragraphs, several pages of narrative, recommendations as heading rows over the whole
width with the action rows (1.1, 1.2 …) beneath, all agencies in one table; findings apart from
lessons; a chronology told by year; large hyphenated type in the PDF.
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
    Contents,
    Grid,
    Heading,
    PageBreak,
    Words,
    body,
    bullets,
    head,
    numbered,
    section,
)

FRONT = FrontMatter(
    title="Domestic Homicide Review Overview Report in respect of Linnet",
    review_kind="Domestic Homicide Review",
    commissioned_by="Safer Thornleigh Partnership",
    chair="Dr Barnabas Underhill",
    author="Dr Barnabas Underhill",
    report_date=printed_date("31/01/2018", "2018-01-31"),
    scope=Scope(text="1st January 2012 to 27th November 2016", start="2012-01-01", end="2016-11-27"),
)
SUBJECTS = (
    Subject(
        pseudonym="Linnet", role=SubjectRole.VICTIM, birth_year=1951, sex="Female", ethnicity="White British"
    ),
    Subject(
        pseudonym="Jay", role=SubjectRole.PERPETRATOR, birth_year=1980, sex="Male", ethnicity="White British"
    ),
    Subject(
        pseudonym="Heron", role=SubjectRole.OTHER, birth_year=1948, sex="Male", ethnicity="White British"
    ),
)
PANEL = panel("""
    Dr Barnabas Underhill | Independent Chair and Author |
    Clementine Fallow | Director of Adult Services | Thornleigh Metropolitan Borough Council
    Augustus Brookfield | Temporary Detective Superintendent | Ridings Constabulary
    Lettice Hawthorn-Bell | Designated Nurse | Thornleigh Clinical Commissioning Group
    Gideon Weathersby | Chief Executive | Thornleigh Carers’ Centre
    Mabel Quickthorn | Strategic Lead | Turning Tide Recovery Service
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Ridings Constabulary
    Thornleigh Metropolitan Borough Council Adult Services
    Moorside Surgery
    Turning Tide Recovery Service
    Thornleigh Mental Health Partnership NHS Trust
    """,
)
SUMMARIES = contributions(
    ContributionKind.SUMMARY_REPORT, "Thornleigh Carers’ Centre\nRidings Fire and Rescue Service"
)
GENERAL = (
    "To examine the way in which agencies worked together to protect Linnet.",
    "To establish whether policies were followed and whether they were sound.",
    "To identify clearly what lessons there are for the way in which older parents are protected.",
)
PARTICULAR = (
    "Was abuse of a parent by an adult child recognised as domestic abuse?",
    "Was Linnet seen as a carer, as a victim, or as both?",
    "How well did services for substance misuse think about the family of a user?",
)
STORY = narrative(
    """
    Linnet and Heron had lived in Thornleigh since {1979|1979}.
    Jay was their only child and came home to live with them in {December 2011|2011-12} after he lost his work as a roofer.

    On {17 January 2012|2012-01-17} Jay was seen by Moorside Surgery for back pain and was prescribed a strong painkiller.
    The prescription was repeated without review.
    By {the end of 2012|2012} he was buying more from a neighbour.

    On {2nd May 2013|2013-05-02} Linnet told a nurse at Moorside Surgery that her son “had a temper”.
    The nurse advised her to ring the police if she was afraid.
    There was no record that she was asked anything more.

    Jay referred himself to Turning Tide Recovery Service in {February 2014|2014-02}.
    He came to three meetings.
    Nobody asked with whom he lived or whether anybody was afraid of him.

    On {Saturday 11 October 2014|2014-10-11} Ridings Constabulary were called by a neighbour who had heard breaking glass.
    Heron told the officers that it had been an accident.
    The call was recorded as “no offences disclosed”, and because the constabulary’s form spoke only of partners, no risk assessment was made.

    Heron was found to have dementia in {March 2015|2015-03}.
    Linnet was offered a carer’s assessment by Thornleigh Metropolitan Borough Council Adult Services on {14/04/2015|2015-04-14}.
    She declined it because, as she said, Jay would not like strangers in the house.

    {Between June and September 2015|2015-06|2015-09|range} Linnet drew large sums from the bank on eleven days.
    The bank wrote to her and received no answer.

    On {5.2.16|2016-02-05} Jay was seen by Thornleigh Mental Health Partnership NHS Trust and said that he thought of killing himself.
    He was given the number of a helpline.
    In the {spring of 2016|2016|2016|season} Linnet stopped going to the Carers’ Centre.
    Her friend telephoned twice and was told by Jay that she was resting.

    On {27th November 2016|2016-11-27} Heron was found walking in the road in his night clothes.
    A passer-by took him home and found Linnet dead.
    """,
    people=("Linnet", "Jay", "Heron"),
    agencies=(
        "Moorside Surgery",
        "Turning Tide Recovery Service",
        "Ridings Constabulary",
        "Thornleigh Metropolitan Borough Council Adult Services",
        "Thornleigh Mental Health Partnership NHS Trust",
    ),
)
FINDINGS = (
    Lesson(
        number="1",
        finding="No agency named what Jay did as domestic abuse, because he was a son and not a partner.",
    ),
    Lesson(
        number="2",
        finding="Linnet was always asked about Heron and about Jay, and hardly ever about herself.",
    ),
    Lesson(number="3", finding="Repeat prescriptions were issued for two years without a review."),
)
LESSONS = (
    Lesson(
        number="7.1",
        lesson="Abuse of parents by adult children is domestic abuse and needs the same questions.",
    ),
    Lesson(number="7.2", lesson="A carer who declines an assessment may be under pressure to decline it."),
    Lesson(number="7.3", lesson="Services for drug users should know who else lives in the house."),
)
RECS = recommendations(
    """
    1 | Ridings Constabulary should assess risk in every incident between family members, whatever their relationship.
    2 | Adult Services should see a carer alone before it records that an assessment was declined.
    3 | Moorside Surgery should review each repeat prescription of a strong painkiller every three months.
    4 | Turning Tide Recovery Service should ask each client about those with whom they live.
    6 | The Partnership should run a campaign on the abuse of older people by their families.
    """
)
PLAN = plan(
    "n|act|lead|mile|target|on|status",
    """
    == Ridings Constabulary should assess risk in every incident between family members, whatever their relationship.
    1.1 | Amend the risk assessment form so that it no longer speaks only of partners, and explain to all officers, staff and volunteers why it has been amended. | Ridings Constabulary | Amended form in use across the constabulary, with a dip sample of fifty incidents to show that it is understood | 30 April 2018 | 2018-04-30 | Complete
    1.2 | Train all response officers in abuse by adult children. | Ridings Constabulary | 95% of response officers trained | December 2018 | 2018-12 | On track
    == Adult Services should see a carer alone before it records that an assessment was declined.
    2.1 | Change the procedure. | Adult Services | Procedure approved | 31st March 2018 | 2018-03-31 | On track
    2.2 | Audit declined assessments. | Adult Services | Audit report | October 2018 | 2018-10 | Not started
    2.3 | Share the audit with the Carers’ Centre. | | Meeting held | November 2018 | 2018-11 | Not started
    == Moorside Surgery should review each repeat prescription of a strong painkiller every three months.
    3.1 | Set a review date on the system for each such patient. | Moorside Surgery | All records show a date | 1 March 2018 | 2018-03-01 | On track
    3.2 | Offer each patient an appointment with the pharmacist. | Moorside Surgery | | | | Not started
    == Turning Tide Recovery Service should ask each client about those with whom they live.
    4.1 | Add questions to the first assessment. | Turning Tide Recovery Service | Questions added | 28/02/2018 | 2018-02-28 | Complete
    4.2 | Offer support to families. | Turning Tide Recovery Service | Group meets each month | June 2018 | 2018-06 | On track
    == The Partnership should run a campaign on the abuse of older people by their families.
    6.1 | Design the campaign with older people. | Safer Thornleigh Partnership | Campaign designed | July 2018 | 2018-07 | Not started
    6.2 | Run the campaign in surgeries, libraries, chapels and on buses. | Safer Thornleigh Partnership | Campaign run // Survey of those who saw it | October 2018 | 2018-10 | Not started
    """,
)


def _grid() -> Grid:
    rows = [head("Ref", "Action", "Lead", "Milestone / evidence", "Timescale", "Progress")]
    for wanted, group in groupby(PLAN, key=lambda row: row.recommendation):
        members = list(group)
        rows.append(section(f"Recommendation {str(members[0].number)[0]}: {wanted}", 6))
        rows += [
            body(row.number, row.action, row.lead, row.milestone, row.target_text, row.status)
            for row in members
        ]
    return Grid(tuple(rows), (9, 34, 22, 28, 18, 15), cut=(2,), repeats_head=True)


BLOCKS = (
    Words("Safer Thornleigh Partnership", style="subtitle"),
    Words("Domestic Homicide Review Overview Report in respect of Linnet", style="title"),
    Words("Report by Dr Barnabas Underhill, Independent Chair and Author\nCompleted 31/01/2018"),
    Contents("Table of Contents"),
    Heading("Introduction", number="1"),
    Words("This report examines the support given to Linnet before her death.", "1.1"),
    Words("The key people in this review are:", "1.2"),
    Grid(
        (
            head("Name used", "Relationship to Linnet", "Born", "Sex", "Ethnicity"),
            *(
                body(person.pseudonym, relation, str(person.birth_year), person.sex, person.ethnicity)
                for person, relation in zip(
                    SUBJECTS, ("Victim", "Son and perpetrator", "Husband"), strict=True
                )
            ),
        ),
        (20, 30, 12, 12, 22),
    ),
    Heading("Terms of reference", number="2"),
    Words("The review covers the period 1st January 2012 to 27th November 2016.", "2.1"),
    Heading("General terms", 2, "2.2"),
    bullets(*GENERAL),
    Heading("Particular questions", 2, "2.3"),
    numbered(*PARTICULAR, style="{})"),
    Heading("The process of the review", number="3"),
    Words("The panel met on six occasions between March 2017 and January 2018. Its members were:", "3.1"),
    Grid(
        (
            head("Name", "Position", "Organisation"),
            *(body(member.name, member.role, member.agency) for member in PANEL),
        ),
        (30, 35, 40),
    ),
    Words("Individual Management Reviews (IMRs) were provided by:", "3.2"),
    bullets(*(sent.agency for sent in IMRS)),
    Words("Summary reports were provided by:", "3.3"),
    bullets(*(sent.agency for sent in SUMMARIES)),
    Heading("Narrative chronology", number="4"),
    *(Words(text, f"4.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Heading("Analysis", number="5"),
    Words(
        "The panel thought that each agency saw one part of the family. The surgery knew the painkillers, the recovery "
        "service knew the habit, the council knew the husband, and the constabulary knew the glass.",
        "5.1",
    ),
    Words("The chair is grateful to the friend of Linnet who told the panel who she was.", "5.2"),
    Heading("Findings", number="6"),
    Words("The panel finds as follows:", "6.1"),
    numbered(*(str(finding.finding) for finding in FINDINGS), style="Finding {}"),
    Heading("Lessons learned", number="7"),
    *(Words(str(lesson.lesson), str(lesson.number)) for lesson in LESSONS),
    Heading("Recommendations", number="8"),
    *(Words(f"Recommendation {wanted.number}\n{wanted.text}") for wanted in RECS),
    PageBreak(),
    Heading("Appendix 1 – Action plan"),
    _grid(),
)

REPORT = Report(
    slug="thornleigh",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS + SUMMARIES,
        terms_of_reference=terms("General terms", GENERAL) + terms("Particular questions", PARTICULAR, "{}"),
        events=STORY.events,
        findings=FINDINGS,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(
        pdf="typst-large", txt="tabs", word=("auto",), header="NOT PROTECTIVELY MARKED", footer="Linnet"
    ),
    defects=(
        ExpectedDefect("missing_owner", ("action_plan/4",)),
        ExpectedDefect("missing_date", ("action_plan/6",)),
        ExpectedDefect("completed_before_due", ("action_plan/0",)),
        ExpectedDefect("completed_before_due", ("action_plan/7",)),
        ExpectedDefect("numbering_gap", ("recommendations/4", "recommendations/3")),
        ExpectedDefect("numbering_gap", ("action_plan/9", "action_plan/8")),
        ExpectedDefect(
            "agency_without_recommendation",
            ("contributions/4",),
            ("Thornleigh Mental Health Partnership NHS Trust",),
        ),
        ExpectedDefect("agency_name_variant", ("contributions/1", "action_plan/2"), ("Adult Services",)),
    ),
)
