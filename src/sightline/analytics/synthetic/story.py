"""The turns of the invented review's story: each happens once, whatever the size, told in its own words."""

from datetime import date, time

from sightline.analytics.synthetic.cast import (
    AMBULANCE,
    CHILD,
    CHILDRENS,
    DRUGS,
    FAMILY,
    HE,
    HER_MOTHER,
    HER_SISTER,
    HIS_BROTHER,
    HOSPITAL,
    HOUSING,
    IDVA,
    MENTAL_HEALTH,
    NEW_PARTNER,
    OUT_OF_AREA,
    POLICE,
    PROBATION,
    SHE,
    SURGERY,
    agency_with,
)
from sightline.analytics.synthetic.plot import Plot
from sightline.analytics.synthetic.printed_dates import (
    PrintedDate,
    about_year,
    at_time,
    between,
    in_part_of_month,
    in_the_night,
    named_day,
    on_day,
    undated,
)
from sightline.analytics.synthetic.routine import BEGINS, ENDS, FIRST_HOME, MOVED_ON, NO_CONTACT, SECOND_HOME
from sightline.analytics.synthetic.truth import Difference
from sightline.domain.chronology.events import PersonInEvent
from sightline.domain.vocabulary.events import EventKind, EventRole

_SHE_HARMED = (PersonInEvent(SHE, EventRole.VICTIM), PersonInEvent(HE, EventRole.PERPETRATOR))
_HE_HARMED = (PersonInEvent(HE, EventRole.VICTIM), PersonInEvent(SHE, EventRole.PERPETRATOR))
_ABOUT_HER = (PersonInEvent(SHE, EventRole.SUBJECT),)
_ABOUT_HIM = (PersonInEvent(HE, EventRole.SUBJECT),)
_WITH_CHILD = PersonInEvent(CHILD, EventRole.CHILD)

MARAC_ON = date(2014, 10, 9)
_CAME_TO_MARAC = (POLICE, HOUSING, PROBATION, CHILDRENS, IDVA)


def tell_story(plot: Plot) -> None:
    """Let each turn of the story happen, and each agency tell of it as it did."""
    _christmas_eve(plot)
    _sentence(plot)
    _injury_told_three_ways(plot)
    _something_else_that_night(plot)
    _referral_with_nothing_back(plot)
    _risk_assessment_and_marac(plot)
    _grade_lowered(plot)
    _hands_to_the_neck(plot)
    _move_over_the_boundary(plot)
    _new_partner(plot)
    _death(plot)
    _stated_no_contact(plot)
    _surgery_never_told(plot)
    _family(plot)


def _on(agency: str, day: date, at: time | None = None) -> PrintedDate:
    writes = agency_with(agency)
    return at_time(day, writes.day_form, at, writes.time_form) if at else on_day(day, writes.day_form)


def _christmas_eve(plot: Plot) -> None:
    day = date(2013, 12, 24)
    happening = plot.happens(EventKind.INCIDENT, day, (*_SHE_HARMED, _WITH_CHILD), place=FIRST_HOME)
    plot.told(
        happening,
        POLICE,
        _on(POLICE, day, time(23, 10)),
        "Neighbour below reports the tree and a chair thrown down the stairwell of Nowhere Court. "
        "INVENTA on the landing with the child in a blanket. FABULA inside, refused to open until 23:40. "
        "Log 358-2310.",
        kind=EventKind.ATTENDANCE,
        response="FABULA taken to his brother’s. No complaint.",
        shared_with={CHILDRENS: date(2014, 1, 3)},
    )
    plot.told(
        happening,
        HOUSING,
        named_day("Xmas Eve 2013", day),
        "Voicemail left by neighbour: furniture thrown down the stairwell, a Christmas tree among it, "
        "and a woman with a small child sitting outside her own door.",
        response="Heard on 2 January. Stairwell cleared; recharge to Ms Inventa.",
        recorded_on=date(2014, 1, 2),
    )
    plot.told(
        happening,
        FAMILY,
        undated("Christmas one year, before the little one went to school"),
        "Her mother says the tree went down the stairs with the presents still under it, and that Tansy "
        "and Wren slept at hers until New Year and never said why.",
        people=(*_SHE_HARMED, PersonInEvent(HER_MOTHER, EventRole.WITNESS)),
        recorded_on=date(2017, 6, 15),
    )


def _sentence(plot: Plot) -> None:
    day = date(2014, 1, 13)
    happening = plot.happens(EventKind.COURT, day, _ABOUT_HIM, place="Saltby Magistrates’ Court")
    plot.told(
        happening,
        POLICE,
        _on(POLICE, day, time(11, 30)),
        "FABULA at Saltby Magistrates: criminal damage to the stairwell admitted. Community order, "
        "twelve months.",
        response="Result put on system.",
    )
    plot.told(
        happening,
        PROBATION,
        _on(PROBATION, day),
        "CF sentenced today, twelve-month community order with supervision for damage in a stairwell. "
        "Report did not mention that his partner and a child were there.",
        response="First appointment given.",
    )


def _injury_told_three_ways(plot: Plot) -> None:
    """A deep cut to her left forearm from a glass he threw, just before midnight on 3 May 2014."""
    evening, morning = date(2014, 5, 3), date(2014, 5, 4)
    happening = plot.happens(
        EventKind.INJURY,
        evening,
        (*_SHE_HARMED, _WITH_CHILD),
        place=FIRST_HOME,
        injury="deep cut to the left forearm",
    )
    plot.told(
        happening,
        AMBULANCE,
        _on(AMBULANCE, morning, time(0, 25)),
        "F pt Inventa, 28, deep cut to the left forearm, bleeding controlled with pressure. States "
        "partner threw a pint glass. Small child awake on sofa. PRF 412-0025.",
        kind=EventKind.ATTENDANCE,
        response="Dressed and conveyed to ED, Saltby.",
        injury="deep cut to the left forearm",
        recorded_on=morning,
        differs={Difference.DATE},
    )
    plot.told(
        happening,
        HOSPITAL,
        _on(HOSPITAL, date(2014, 5, 5), time(9, 40)),
        "Miss Inventa, laceration to the right hand. Says she slipped at the sink and fell on a glass. "
        "Partner with her throughout, helpful. ED no. 505-0940.",
        people=_ABOUT_HER,
        response="Seven sutures, tetanus, discharged. No question about home.",
        injury="laceration to the right hand",
        recorded_on=date(2014, 5, 5),
        differs={Difference.DATE, Difference.INJURY, Difference.ROLES},
    )
    plot.told(
        happening,
        POLICE,
        in_the_night(evening),
        "Attended with ambulance to Nowhere Court. FABULA says INVENTA put her fist through the kitchen "
        "window and went for him; small cuts to her knuckles, a scratch to his neck. INVENTA too upset "
        "to speak. Log 123-2355.",
        kind=EventKind.ATTENDANCE,
        people=(*_HE_HARMED, _WITH_CHILD),
        response="INVENTA given words of advice. FABULA did not wish to take it further.",
        injury="small cuts to the knuckles",
        recorded_on=morning,
        differs={Difference.INJURY, Difference.ROLES},
    )


def _something_else_that_night(plot: Plot) -> None:
    """Let there be an entry of the same house and day that is of something else."""
    day = date(2014, 5, 4)
    plot.told(
        plot.happens(EventKind.CONTACT, day, place="Flat 5, Nowhere Court, Saltby"),
        HOUSING,
        _on(HOUSING, day),
        "Tenant of Flat 5 rang about the dog next door, which had barked since midnight.",
        response="Dog warden’s number given.",
    )


def _referral_with_nothing_back(plot: Plot) -> None:
    day = date(2014, 5, 6)
    plot.told(
        plot.happens(EventKind.REFERRAL, day, _ABOUT_HER),
        HOSPITAL,
        _on(HOSPITAL, day, time(16, 5)),
        "Matron reads the sheet of the fifth of May and faxes a referral to Beacon Domestic Abuse Service.",
        response="No acknowledgement on file. Not chased.",
    )


def _risk_assessment_and_marac(plot: Plot) -> None:
    attended, referred = date(2014, 9, 22), date(2014, 9, 24)
    told_at_marac = dict.fromkeys((agency for agency in _CAME_TO_MARAC if agency != POLICE), MARAC_ON)
    plot.told(
        plot.happens(EventKind.INCIDENT, attended, _SHE_HARMED, place=FIRST_HOME),
        POLICE,
        _on(POLICE, attended, time(19, 45)),
        "INVENTA walked into the station with her sister: FABULA had held a kitchen knife flat against "
        "her cheek on the Saturday and said nobody would find her. Officer went back with her to Nowhere "
        "Court. Log 265-1945.",
        kind=EventKind.ATTENDANCE,
        response="Statement taken. FABULA not at home.",
        shared_with=told_at_marac,
    )
    plot.told(
        plot.happens(EventKind.RISK_ASSESSMENT, attended, _SHE_HARMED),
        POLICE,
        _on(POLICE, attended, time(21, 15)),
        "Risk checklist gone through with INVENTA alone: sixteen of the questions answered yes. Graded high.",
        response="Copied to the domestic abuse unit.",
        shared_with=told_at_marac,
    )
    plot.told(
        plot.happens(EventKind.MARAC_REFERRAL, referred, _SHE_HARMED),
        POLICE,
        _on(POLICE, referred, time(10, 0)),
        "Domestic abuse unit refers INVENTA and FABULA to the Saltby MARAC on the grade of 22 September.",
        response="Listed for 9 October.",
        shared_with=told_at_marac,
    )
    meeting = plot.happens(
        EventKind.MEETING, MARAC_ON, (*_SHE_HARMED, _WITH_CHILD), place="Saltby Civic Rooms"
    )
    for agency, text, response in (
        (
            POLICE,
            "MARAC, INVENTA and FABULA heard as the seventh case of nineteen. Unit to flag the address "
            "and find FABULA.",
            "Flag put on.",
        ),
        (
            HOUSING,
            "Attended MARAC about Ms Inventa. Asked to fit a stronger door.",
            "Order raised; door fitted in December.",
        ),
        (
            PROBATION,
            "CF and TI discussed at MARAC today, attended by duty officer who did not know the case.",
            "Minutes put on file. Supervising officer on leave.",
        ),
        (
            CHILDRENS,
            "Represented at MARAC. Wren named in the last line. Agreed to visit.",
            "Visit allocated.",
        ),
        (
            IDVA,
            "Client brought to MARAC by police. We had not met her before; asked the meeting who was "
            "telling her surgery and nobody was.",
            "First call to client on 13 October.",
        ),
    ):
        at = time(14, 0) if agency == POLICE else None
        plot.told(meeting, agency, _on(agency, MARAC_ON, at), text, response=response)
    flagged = date(2014, 10, 10)
    plot.told(
        plot.happens(EventKind.FLAG, flagged, _ABOUT_HER, place=FIRST_HOME),
        POLICE,
        _on(POLICE, flagged, time(8, 30)),
        "Urgent-response flag on Flat 3 for twelve months.",
        response="Comes off by itself.",
    )


def _grade_lowered(plot: Plot) -> None:
    day = date(2015, 1, 14)
    plot.told(
        plot.happens(EventKind.SUPERVISION, day, _SHE_HARMED),
        POLICE,
        _on(POLICE, day, time(15, 20)),
        "Sergeant reads the file at the turn of the quarter. Grade lowered from high to standard on the "
        "papers. INVENTA was not visited and not rung.",
        response="Closed to the domestic abuse unit.",
        comment="The author found no record that anyone asked her.",
    )


def _hands_to_the_neck(plot: Plot) -> None:
    """On the evening of 6 March 2015; children’s social care writes the day on which it heard of it."""
    day, next_day = date(2015, 3, 6), date(2015, 3, 7)
    happening = plot.happens(
        EventKind.INCIDENT, day, (*_SHE_HARMED, _WITH_CHILD), place=FIRST_HOME, injury="marks to the neck"
    )
    plot.told(
        happening,
        POLICE,
        _on(POLICE, day, time(20, 40)),
        "INVENTA opened the new door herself. Marks to the neck both sides, voice hoarse: FABULA had his "
        "hands round her neck until the child screamed. He had gone by the back stairs. Log 065-2040.",
        kind=EventKind.ATTENDANCE,
        response="Area searched. Circulated as wanted.",
        injury="marks to the neck",
        shared_with={CHILDRENS: next_day},
    )
    plot.told(
        happening,
        IDVA,
        _on(IDVA, day),
        "Client rang at a quarter to ten at night, whispering: perp put both hands round her neck, the "
        "child saw it and screamed, police were there and have left.",
        response="Refuge offered for the night. She stays for the child’s school.",
        injury="hands round the neck",
    )
    plot.told(
        happening,
        CHILDRENS,
        _on(CHILDRENS, next_day),
        "Emergency duty team: police say father had mother by the throat in front of Wren, who screamed.",
        response="Passed to day team.",
        injury="held by the throat",
        recorded_on=next_day,
        differs={Difference.DATE},
    )
    plot.told(
        plot.happens(EventKind.CONTACT, next_day, (PersonInEvent(CHILD, EventRole.SUBJECT),)),
        CHILDRENS,
        _on(CHILDRENS, next_day),
        "Duty worker rang mother at midday. No answer; no message left in case father hears it.",
        response="Home visit planned for the week after.",
    )
    plot.told(
        plot.happens(EventKind.ORDER, next_day, _SHE_HARMED),
        POLICE,
        _on(POLICE, next_day, time(13, 0)),
        "FABULA found at his brother’s, interviewed, bailed not to go to Nowhere Court until 4 April.",
        response="INVENTA told by text.",
    )
    plot.told(
        plot.happens(EventKind.APPOINTMENT, date(2015, 3, 9), _ABOUT_HER),
        SURGERY,
        in_part_of_month(date(2015, 3, 9)),
        "Hoarse, sore to swallow, wearing a scarf. Throat not red. Voice rest advised; scarf not asked "
        "about.",
        response="Lozenges.",
    )


def _move_over_the_boundary(plot: Plot) -> None:
    moved = plot.happens(EventKind.CHANGE, MOVED_ON, _ABOUT_HER, place=SECOND_HOME)
    plot.told(
        moved,
        HOUSING,
        _on(HOUSING, MOVED_ON),
        "Keys of Flat 3 handed in by Ms Inventa. New address is 12 Fable Close, Farwold, private let.",
        response="Tenancy ended. File closed.",
    )
    plot.told(
        moved,
        SURGERY,
        _on(SURGERY, date(2015, 6, 15)),
        "Change of address to Fable Close, Farwold. Patient asks to stay on our list as out-of-area.",
        response="Agreed.",
        recorded_on=date(2015, 6, 15),
        differs={Difference.DATE},
    )
    sent = date(2015, 6, 19)
    plot.told(
        plot.happens(EventKind.TRANSFER, sent, (PersonInEvent(CHILD, EventRole.SUBJECT),)),
        CHILDRENS,
        _on(CHILDRENS, sent),
        "Case transferred to Farwold by post with the chronology, care of the duty desk.",
        response="Closed here. No receipt on file.",
    )
    asked = date(2015, 7, 20)
    plot.told(
        plot.happens(EventKind.REFERRAL, asked, _SHE_HARMED),
        OUT_OF_AREA,
        _on(OUT_OF_AREA, asked, time(9, 15)),
        "Desk asks Eastmere Police by e-mail for what they hold on Ms Inventa and Mr Fabula.",
        response="Nothing received.",
    )


def _new_partner(plot: Plot) -> None:
    day = date(2016, 8, 14)
    people = (
        PersonInEvent(NEW_PARTNER, EventRole.VICTIM),
        PersonInEvent(HE, EventRole.PERPETRATOR),
        PersonInEvent(SHE, EventRole.WITNESS),
    )
    plot.told(
        plot.happens(EventKind.INCIDENT, day, people, place=SECOND_HOME),
        OUT_OF_AREA,
        _on(OUT_OF_AREA, day, time(17, 30)),
        "Mr Ficta, new partner of Ms Inventa, punched at the gate of 12 Fable Close by Mr Fabula, who "
        "was returning the child and found him there. CAD 227-1730.",
        kind=EventKind.ATTENDANCE,
        response="Mr Fabula cautioned. Recorded as an assault between two men.",
    )


def _death(plot: Plot) -> None:
    happening = plot.happens(EventKind.DEATH, ENDS, _SHE_HARMED, place=SECOND_HOME)
    plot.told(
        happening,
        OUT_OF_AREA,
        _on(OUT_OF_AREA, ENDS, time(6, 50)),
        "Ms Inventa found dead at 12 Fable Close. Mr Fabula arrested there on suspicion of murder. CAD "
        "323-0650.",
        response="Major investigation opened.",
    )
    plot.told(
        happening,
        HOSPITAL,
        _on(HOSPITAL, ENDS, time(7, 35)),
        "Miss Inventa brought to Saltby, life pronounced extinct.",
        response="Coroner told.",
    )


def _stated_no_contact(plot: Plot) -> None:
    for agency, words, text in (
        (
            HOUSING,
            "between March 2012 and June 2013",
            "No contact with the tenant. Rent was paid, no repairs were asked for.",
        ),
        (PROBATION, "before January 2014", "No contact. CF was not known to us."),
        (
            IDVA,
            "before October 2014",
            "No contact with client or family. No referral is held from anybody.",
        ),
        (DRUGS, "before May 2013", "No contact of the service with either of them."),
        (
            MENTAL_HEALTH,
            "from January 2011 to March 2013",
            "There was no contact with TI in this time.",
        ),
    ):
        first, last = NO_CONTACT[agency]
        people = _ABOUT_HIM if agency in (PROBATION, DRUGS) else _ABOUT_HER
        happening = plot.happens(EventKind.NO_CONTACT, first or BEGINS, people, ends=last)
        plot.told(happening, agency, between(words, first, last), text)


def _surgery_never_told(plot: Plot) -> None:
    happening = plot.happens(EventKind.OTHER, BEGINS, _ABOUT_HER, ends=ENDS)
    plot.told(
        happening,
        SURGERY,
        between("between January 2011 and November 2016", BEGINS, date(2016, 11, 30)),
        "Whole record searched. No letter, call or notice from police, hospital, council or any other "
        "body about violence at home. The practice was never told.",
        comment="The author found out from the request of this review.",
    )


def _family(plot: Plot) -> None:
    for printed, text, first, last, by in (
        (
            about_year(2012),
            "Her sister says that was the worst time: he had the only key, and Tansy was not seen for "
            "weeks on end.",
            date(2012, 4, 1),
            date(2012, 12, 31),
            HER_SISTER,
        ),
        (
            undated("when Wren was still in nappies"),
            "Her mother saw bruises like fingers on the top of her arm. Tansy said it was the pram.",
            date(2011, 1, 1),
            date(2012, 12, 31),
            HER_MOTHER,
        ),
        (
            undated("not long after they moved in"),
            "He counted the change from the shopping and made her show the receipts, her sister says.",
            date(2011, 1, 1),
            date(2011, 6, 30),
            HER_SISTER,
        ),
        (
            undated("at his brother’s wedding"),
            "His brother saw him pull her off the dance floor by the wrist and thought that was how they "
            "were.",
            date(2013, 8, 3),
            date(2013, 8, 3),
            HIS_BROTHER,
        ),
        (
            undated("on and off, for years"),
            "He rang her at work ten times a day until she was asked to leave, her mother says.",
            date(2011, 1, 1),
            date(2014, 12, 31),
            HER_MOTHER,
        ),
        (
            undated("the summer before she died"),
            "Her sister says she was happy with Jory and frightened of every car that slowed down.",
            date(2016, 6, 1),
            date(2016, 8, 31),
            HER_SISTER,
        ),
        (
            undated("a few weeks before"),
            "He told his brother that if he could not have a family nobody would.",
            date(2016, 10, 15),
            date(2016, 11, 10),
            HIS_BROTHER,
        ),
    ):
        people = (*_SHE_HARMED, PersonInEvent(by, EventRole.REPORTER))
        happening = plot.happens(EventKind.DISCLOSURE, first, people, ends=last)
        plot.told(happening, FAMILY, printed, text, recorded_on=date(2017, 6, 15))
