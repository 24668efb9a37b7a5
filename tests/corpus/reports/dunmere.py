"""Dunmere, 2016: text boxes, footnotes, nested lists, merged cells, a table broken in two.

The plan has a head of two rows with merged cells and no agency rows: the agency is the lead. Rows are long and
are cut by page breaks. Dates contradict each other and one lies after the death.
"""

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
    Contents,
    Grid,
    Heading,
    Item,
    Listing,
    Row,
    Words,
    body,
    bullets,
    head,
    numbered,
)

FRONT = FrontMatter(
    title="Dunmere Domestic Homicide Review\nThe death of Teasel in 2014\nOverview report",
    review_kind="Domestic Homicide Review",
    commissioned_by="Dunmere Safety Partnership",
    chair="Horatio Greenbank",
    author="Eudora Sparrowhawk",
    report_date=printed_date("3rd of May 2016", "2016-05-03"),
    scope=Scope(text="from 1 July 2010 to 22 August 2014", start="2010-07-01", end="2014-08-22"),
)
SUBJECTS = (
    Subject(
        pseudonym="Teasel", role=SubjectRole.VICTIM, birth_year=1976, sex="Female", ethnicity="Asian British"
    ),
    Subject(
        pseudonym="Sorrel",
        role=SubjectRole.PERPETRATOR,
        birth_year=1970,
        sex="Male",
        ethnicity="Asian British",
    ),
    Subject(
        pseudonym="Child One", role=SubjectRole.CHILD, birth_year=2002, sex="Male", ethnicity="Asian British"
    ),
    Subject(
        pseudonym="Child Two",
        role=SubjectRole.CHILD,
        birth_year=2005,
        sex="Female",
        ethnicity="Asian British",
    ),
)
PANEL = panel("""
    Horatio Greenbank | Chair, independent |
    Eudora Sparrowhawk | Author, independent |
    Lionel Marchbanks | Head of Communities | Dunmere City Council
    Beatrix Hollowell | Superintendent | Dunmere Constabulary
    Ferdinand Oxlip | Deputy Director of Nursing | Dunmere Infirmary NHS Trust
    Salome Greatorex | Director | Saheli House
""")
IMRS = contributions(
    ContributionKind.IMR,
    """
    Dunmere Constabulary | Wilfred Lockhart | Review Officer
    Dunmere Infirmary NHS Trust | Agnes Thimblebee | Matron
    Dunmere City Council Children’s Social Care | Percival Hyde-Moss | Service Manager
    Saheli House | Salome Greatorex | Director
    """,
)
AIMS = (
    "Establish what lessons are to be learned from the death of Teasel",
    "Identify what will change, and by when",
)
FOCUS = (
    "Whether interpreters were used, and whether they were independent of the family",
    "Whether so-called honour was considered as a source of danger",
    "How the children’s school understood what they said",
)
STORY = narrative(
    """
    Teasel came to Dunmere from abroad in {2001|2001} to marry Sorrel.

    Dunmere Constabulary recorded the first incident on {30 September 2010|2010-09-30}.
    Sorrel’s brother interpreted for Teasel, and she said that nothing had happened.

    In {February and March 2012|2012-02|2012-03|range} Teasel attended Dunmere Infirmary NHS Trust three times.
    Saheli House first met her on {8 March 2013|2013-03-08}, when she came to a class.
    On {12 November 2014|2014-11-12} a friend told Dunmere Constabulary that Teasel was afraid.

    On {22 August 2014|2014-08-22} Child One telephoned for help and Teasel was found dead.
    """,
    people=("Teasel", "Sorrel", "Child One", "Child Two"),
    agencies=("Dunmere Constabulary", "Dunmere Infirmary NHS Trust", "Saheli House"),
)
LESSONS = (
    Lesson(number="A", lesson="A member of the family must never interpret for a victim."),
    Lesson(number="B", lesson="Danger from a wider family is not measured by a form made for couples."),
    Lesson(number="C", lesson="What children say at school is evidence and must be passed on."),
)
RECS = recommendations(
    """
    1 | Dunmere Constabulary should use only professional interpreters.
    2 | Dunmere Infirmary should offer every patient with unexplained injuries time alone with an interpreter.
    3 | Children’s Social Care should train schools in honour-based abuse.
    4 | Saheli House should be invited to the MARAC.
    5 | Dunmere Safety Partnership should commission a telephone line in the languages of the city.
    """
)
PLAN = plan(
    "n|rec|act|lead|mile|target|on|status",
    """
    1 | Dunmere Constabulary should use only professional interpreters. | Sign a contract for telephone interpreting that gives every officer an interpreter within five minutes at any hour of the day or night. // Withdraw the guidance that lets officers rely on friends and family of a victim, a witness or a suspect when no interpreter can be found. // Brief each shift in person and record who has been briefed, so that no officer can say that he or she was not told. | Dunmere Constabulary, Head of Operations | Contract signed // Guidance withdrawn // Record of briefings complete for all shifts and seen by the Deputy Chief Constable | 1 June 2016 // 1 June 2016 // 30 September 2016 | 2016-06-01 2016-06-01 2016-09-30 |
    2 | Dunmere Infirmary should offer every patient with unexplained injuries time alone with an interpreter. | Policy to be written with Saheli House, approved by the safeguarding committee, published on the intranet and explained to all clinical staff of the emergency department, the fracture clinic and the maternity unit by their own managers. | Dunmere Infirmary, Matron for Emergency Care | Policy approved. Audit of one hundred attendances shows that time alone was offered in nine of ten. | December 2016 | 2016-12 |
    3 | Children’s Social Care should train schools in honour-based abuse. | Half-day training for the safeguarding lead of each school in the city, with refresher training each year and a telephone number at which advice can be had on the same day. | Children’s Social Care, Schools Liaison Officer | Eighty schools trained by the end of the year, the rest by the following Easter. | 31-12-2016 | 2016-12-31 |
    4 | Saheli House should be invited to the MARAC. | Invitation to be sent. | MARAC Chair | First meeting attended | Completed | | Completed
    5 | Dunmere Safety Partnership should commission a telephone line in the languages of the city. | Needs assessment with the women of the city, followed by a business case to the commissioners, followed by an open tender in which groups that are led by the communities themselves are helped to take part. | Dunmere Safety Partnership, Lionel Marchbanks | Needs assessment finished, business case approved, tender published, contract let. | 1st Apr 2017 | 2017-04-01 |
    7 | All agencies should record the language that a person speaks at home and whether that person can read it. | Each agency to report to the Partnership on its records, with the number of people whose language is not known and what will be done to find out. | | Report from each agency | in 6 months | |
    """,
)


def _grid() -> Grid:
    rows = [
        Row(
            (
                Cell("No.", rows=2, is_bold=True),
                Cell("Recommendation", rows=2, is_bold=True),
                Cell("How it will be done", columns=2, is_bold=True),
                Cell("How we will know", rows=2, is_bold=True),
                Cell("Target date", rows=2, is_bold=True),
            ),
            "head",
        ),
        head("Action", "Lead agency"),
    ]
    rows += [
        body(row.number, row.recommendation, row.action, row.lead, row.milestone, row.target_text)
        for row in PLAN
    ]
    return Grid(tuple(rows), (7, 26, 34, 20, 26, 16), cut=(3, 6), split_at=(5,), repeats_head=False)


BLOCKS = (
    Words("Dunmere Safety Partnership", style="subtitle"),
    Words("Dunmere Domestic Homicide Review\nThe death of Teasel in 2014\nOverview report", style="title"),
    Words("Chaired by Horatio Greenbank\nWritten by Eudora Sparrowhawk\n3rd of May 2016"),
    Box("If you are affected by what you read here, Saheli House can be telephoned at any hour."),
    Contents(),
    Heading("Introduction", number="1"),
    Words(
        "The Dunmere Safety Partnership decided on 5 September 2014 to hold this review.",
        "1.1",
        footnote="The decision was made by its chair under the guidance of 2013.",
    ),
    Words("Names have been changed. The people in this report are:", "1.2"),
    Grid(
        (
            head("Name", "Who", "Born", "Sex", "Ethnicity"),
            *(
                body(person.pseudonym, role, str(person.birth_year), person.sex, person.ethnicity)
                for person, role in zip(SUBJECTS, ("Victim", "Perpetrator", "Child", "Child"), strict=True)
            ),
        ),
        (20, 22, 12, 12, 22),
    ),
    Heading("Terms of reference", number="2"),
    Words("The review looks at contact from 1 July 2010 to 22 August 2014.", "2.1"),
    Heading("Aims", 2, "2.2"),
    bullets(*AIMS),
    Heading("Areas of focus", 2, "2.3"),
    numbered(*FOCUS, style="{}."),
    Heading("The panel", number="3"),
    Grid(
        (
            head("Panel member", "Role", "Organisation"),
            *(body(member.name, member.role, member.agency) for member in PANEL),
        ),
        (34, 36, 36),
    ),
    Words("The panel first met on 14 January 2015. It met five times.", "3.1"),
    Heading("Individual Management Reviews", number="4"),
    Grid(
        (
            head("Agency", "Author", "Post"),
            *(body(sent.agency, sent.author, sent.author_title) for sent in IMRS),
        ),
        (44, 30, 30),
    ),
    Heading("Family tree", number="5"),
    Heading("The story of Teasel", number="6"),
    *(Words(text, f"6.{n}") for n, text in enumerate(STORY.paragraphs, 1)),
    Box(
        "“She was learning to drive. She said that the first place she would go was the sea.”\nA friend of Teasel"
    ),
    Heading("How the panel worked", number="7"),
    Words(
        "The panel first met on 4 February 2015 and agreed how to reach the family. It then heard from:",
        "7.1",
    ),
    Listing(
        (
            Item("friends of Teasel:"),
            Item("one from the class,", "–", 1),
            Item("one from the market;", "–", 1),
            Item("the school of the children."),
        )
    ),
    Heading("Lessons", number="8"),
    Listing(tuple(Item(str(lesson.lesson), f"{lesson.number}.") for lesson in LESSONS)),
    Heading("Recommendations", number="9"),
    *(Words(wanted.text, f"{wanted.number}.") for wanted in RECS),
    Heading("Conclusions", number="10"),
    Words(
        "The panel thought long about whether the death could have been prevented. It does not say so. It says that "
        "there were five days on which somebody who spoke her language, and was not of her family, could have been "
        "brought into a room with Teasel, and that on none of the five was it done.",
        "10.1",
    ),
    Words(
        "The panel was moved by what it was told by the women of the class. They had seen more than any agency, and they "
        "had not known to whom it should be said. Most of the recommendations below come from them.",
        "10.2",
    ),
    Words(
        "The agencies have begun to act. The panel has asked the partnership to look at the plan every quarter until each "
        "line of it has been done and proved.",
        "10.3",
    ),
    Heading("Action plan", number="11"),
    Words("Each agency has agreed to what stands against its name.", "11.1"),
    _grid(),
)

REPORT = Report(
    slug="dunmere",
    reading=Reading(
        document=FRONT,
        subjects=SUBJECTS,
        panel=PANEL,
        contributions=IMRS,
        terms_of_reference=terms("Aims", AIMS) + terms("Areas of focus", FOCUS, "{}"),
        events=STORY.events,
        lessons=LESSONS,
        recommendations=RECS,
        action_plan=PLAN,
    ),
    blocks=BLOCKS,
    look=Look(pdf="typst-plain", txt="cells", header="Dunmere DHR: Teasel", footer="Overview report"),
    defects=(
        ExpectedDefect("missing_owner", ("action_plan/5",)),
        ExpectedDefect("numbering_gap", ("action_plan/5", "action_plan/4")),
        ExpectedDefect("person_named_in_plan", ("action_plan/4",)),
        ExpectedDefect("empty_heading", ("section/5",), ("Family tree",)),
        ExpectedDefect("date_outside_period", words=("12 November 2014",)),
        ExpectedDefect("contradictory_dates", words=("14 January 2015", "4 February 2015")),
        ExpectedDefect(
            "agency_name_variant", ("contributions/2",), ("Dunmere Infirmary", "Children’s Social Care")
        ),
    ),
)
