"""Doubts about agencies: nothing asked of one that wrote, nothing heard from one that is asked, names."""

from dataclasses import replace

from sightline.domain.published_reviews.agencies import AgencyNames
from sightline.domain.published_reviews.defects.agencies import agency_defects
from sightline.domain.published_reviews.reading import (
    ActionPlanRow,
    Contribution,
    ContributionKind,
    FrontMatter,
    PrintedRecommendation,
    Reading,
)

IMR, INFORMATION = ContributionKind.IMR, ContributionKind.INFORMATION


def _reading(sent: list[str], sections: list[str | None], leads: list[str] | None = None) -> Reading:
    return Reading(
        document=FrontMatter(),
        contributions=tuple(Contribution(agency=name, kind=IMR) for name in sent),
        action_plan=tuple(
            ActionPlanRow(section=section, recommendation="Ask again.", lead=lead)
            for section, lead in zip(sections, leads or [None] * len(sections), strict=True)
        ),
    )


def _found(reading: Reading, text: str = "") -> list[tuple[str, str]]:
    names = AgencyNames.of(text, [sent.agency for sent in reading.contributions])
    return [(defect.code, defect.where) for defect in agency_defects(reading, names)]


def test_an_agency_that_wrote_and_is_asked_nothing() -> None:
    reading = _reading(["Fenmoor Police", "Moor Vale NHS Trust"], ["FENMOOR POLICE"])
    assert _found(reading) == [("agency_without_recommendation", "contributions/1")]


def test_a_nil_return_a_lead_or_an_address_is_enough() -> None:
    sent = ["Fenmoor Police", "Lanternlight", "Moor Vale NHS Trust", "Larch School"]
    reading = _reading(sent, ["Fenmoor Police", None], [None, "Lanternlight, Manager"])
    reading = replace(
        reading,
        recommendations=(
            PrintedRecommendation(text="Ask again.", addressed_to="Moor Vale NHS Trust"),
            PrintedRecommendation(text="Larch School should ask again."),
        ),
    )
    assert _found(reading) == []


def test_only_reviews_of_own_work_call_for_a_recommendation() -> None:
    reading = _reading([], ["Fenmoor Police"])
    reading = replace(reading, contributions=(Contribution(agency="Larch School", kind=INFORMATION),))
    assert _found(reading) == [("recommendation_without_return", "action_plan/0")]


def test_a_review_without_recommendations_is_not_asked_for_them() -> None:
    assert _found(_reading(["Fenmoor Police"], [])) == []


def test_the_panel_and_the_partnership_need_not_have_written() -> None:
    reading = _reading(
        ["Fenmoor Police"], ["Fenmoor Police", "The DHR Panel", "Safer Fenmoor Partnership", "All agencies"]
    )
    assert _found(reading) == []


def test_one_defect_for_each_agency_written_in_several_ways() -> None:
    reading = _reading(
        ["St Win’s Medical Centre", "Fenmoor Council Housing Services", "Larch and Options"],
        ["St Winn’s Medical Centre", "HOUSING SERVICES", "Larch & Options (L&O)"],
    )
    assert _found(reading, "Larch and Options [L&O]") == [
        ("agency_name_variant", "action_plan/0"),
        ("agency_name_variant", "action_plan/1"),
    ]


def test_a_defined_abbreviation_is_no_variant() -> None:
    reading = _reading(["Moor Rehabilitation Company (MRC)", "Fenmoor Police [FP]"], ["MRC", "FP"])
    assert _found(reading, "Moor Rehabilitation Company (MRC) and Fenmoor Police [FP] wrote.") == []


def test_where_no_agency_s_recommendations_are_printed_none_is_missed() -> None:
    reading = _reading(["Fenmoor Police", "Lanternlight"], ["Safer Fenmoor Partnership"])
    assert _found(reading) == []


def test_a_body_under_its_old_and_its_new_name_is_asked_about() -> None:
    reading = _reading(
        ["Fenmoor Probation Trust [as was]", "Fenmoor Police"],
        ["National Probation Service", "Fenmoor Police"],
    )
    assert _found(reading) == [("agency_name_variant", "action_plan/0")]
