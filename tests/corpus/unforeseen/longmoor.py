"""Longmoor, 2018: sixty-six rows over many pages, a table for each agency, and every word of them as long as they are in life."""

from dataclasses import replace

from sightline.domain.published_reviews.reading import (
    ContributionKind,
    FrontMatter,
    Reading,
    Subject,
    SubjectRole,
)
from tests.corpus.contents import Look, Report, contributions, plan, printed_date
from tests.corpus.layout import Grid, Heading, Turn, Words, body, bullets, head

AGENCIES = (
    "Longmoor Borough Council Housing Services",
    "Longmoor Children’s Services",
    "Heathshire Police",
    "Longmoor and Heath NHS Foundation Trust",
    "Heathshire Community Rehabilitation Company",
    "Longmoor Women’s Refuge",
)
THEMES = (
    (
        "Ensure that all front line staff complete domestic abuse training at a level suited to their role",
        "Complete a training needs analysis; commission a provider; report attendance to the safeguarding board each quarter",
    ),
    (
        "Review the policy on home visits so that every adult in the household is seen alone at least once",
        "Policy to be rewritten with practitioners and agreed by the senior management team",
    ),
    (
        "Introduce an audit of case files in which domestic abuse is a factor",
        "Audit tool to be designed; 20 files to be audited in each quarter; findings to be shared at team meetings",
    ),
    (
        "Improve the recording of decisions made in supervision",
        "Template to be added to the electronic record and its use to be checked by managers",
    ),
    (
        "Share information at the point of transfer between teams",
        "Transfer form to include the risk assessment and the safety plan",
    ),
    (
        "Make interpreters available at every first appointment",
        "Contract with a telephone interpreting service",
    ),
    (
        "Name a champion for domestic abuse in each office",
        "Champions to be named, trained and brought together twice a year",
    ),
    ("Check the quality of referrals to MARAC", "Line manager to read each referral before it is sent"),
    (
        "Ask about the safety of pets and of access to money when planning safety",
        "Questions to be added to the safety plan",
    ),
    ("Write to each family after a serious incident to offer support", "Standard letter and a named contact"),
    ("Publish what has changed since this review", "Annual statement on the website"),
)
DATES = (
    ("March 2018", "2018-03"),
    ("30/06/2018", "2018-06-30"),
    ("End of September 2018", "2018-09"),
    ("Completed", ""),
    ("Jan 19", "2019-01"),
    ("1st April 2019", "2019-04-01"),
    ("Ongoing", ""),
    ("31.7.18", "2018-07-31"),
    ("Within 6 months", ""),
    ("Summer 2018", "2018"),
    ("December 2018", "2018-12"),
)
LEADS = (
    "Head of Service",
    "Service Manager",
    "Assistant Director, Safeguarding",
    "Team Manager",
    "Operations Lead",
    "Contracts Officer",
    "Area Manager",
    "Detective Inspector, Public Protection",
    "Practice Lead",
    "Family Liaison Coordinator",
    "Communications Officer",
)


def _text():
    out = []
    n = 0
    for a in AGENCIES:
        out.append(f"## {a}")
        for (rec, act), (d, iso), lead in zip(THEMES, DATES, LEADS, strict=True):
            n += 1
            out.append(
                f"{n} | {rec} ({a}). | {act} by the {lead.lower()}. | {lead} | {d} | {iso} | Report to the partnership board, item {n}"
            )
    return "\n".join(out)


PLAN = plan("n|rec|act|lead|target|on|mile", _text())
PLAN = tuple(
    replace(r, status=r.target_text if r.target_text in ("Completed", "Ongoing") else None) for r in PLAN
)
FRONT = FrontMatter(
    title="Domestic Homicide Review\nOverview Report\nThe death of Sorrel",
    review_kind="Domestic Homicide Review",
    commissioned_by="Longmoor Community Safety Partnership",
    chair="Tarquin Ellory",
    author="Tarquin Ellory",
    report_date=printed_date("February 2018", "2018-02"),
)


def _tables():
    for a in AGENCIES:
        yield Heading(a, 2)
        yield Grid(
            (
                head(
                    "Number",
                    "Recommendation",
                    "Action",
                    "Responsible Officer",
                    "Target Date",
                    "Evidence of outcome",
                ),
                *(
                    body(f"REC {r.number}", r.recommendation, r.action, r.lead, r.target_text, r.milestone)
                    for r in PLAN
                    if r.section == a
                ),
            ),
            (10, 34, 36, 20, 16, 24),
        )


BLOCKS = (
    Words("Longmoor Community Safety Partnership", style="subtitle"),
    Words("Domestic Homicide Review\nOverview Report\nThe death of Sorrel", style="title"),
    Words("Independent Chair and Author: Tarquin Ellory"),
    Words("February 2018"),
    Heading("Contributors to the review", number="1"),
    Words("IMRs were received from:"),
    bullets(*AGENCIES),
    Turn(),
    Heading("Action Plans", number="2"),
    *_tables(),
)
REPORT = Report(
    "longmoor",
    Reading(
        document=FRONT,
        subjects=(Subject(pseudonym="Sorrel", role=SubjectRole.VICTIM),),
        contributions=contributions(ContributionKind.IMR, "\n".join(AGENCIES)),
        action_plan=PLAN,
    ),
    BLOCKS,
    Look("reportlab-ruled", "cells", (), "RESTRICTED – DHR Sorrel", "Longmoor"),
)
