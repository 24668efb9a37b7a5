"""Invented pairs: a member of staff, and how another agency writes the same person down, or somebody else.

The slips are drawn here by rules of their own, so that the matcher is not measured by its own list.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from sightline.domain.identity.matching import Identity

_GIVEN = """
Amelia Beatrix Catherine Deborah Eleanor Florence Georgina Harriet Imelda Jacqueline Kathleen Lorraine
Margaret Natasha Ophelia Patricia Rebecca Susannah Theresa Ursula Victoria Wilhelmina Yasmin Zainab
Agnieszka Aisha Bronwen Chiamaka Danuta Eilidh Fatima Gurpreet Hyacinth Ingrid Joanna Kelechi Leticia
Magdalena Niamh Oluwaseun Priyanka Roisin Sinead Tamsin Valentina Xenia Alistair Benjamin Christopher
Desmond Edward Frederick Gregory Humphrey Ignatius Jonathan Kenneth Leonard Matthew Nicholas Oliver
Phillip Quentin Richard Stephen Timothy Vincent William Abdullah Bartosz Chukwuemeka Dmitri Emmanuel
Farouk Gwilym Hamish Ibrahim Jaswinder Krzysztof Lorenzo Mohammed Nnamdi Padraig Rajesh Santosh Tomasz
""".split()
_FAMILY = """
Ackroyd Adeyemi Arkwright Ashcroft Atherton Bagshaw Balogun Bancroft Barraclough Beckwith Bhattacharya
Birtwhistle Blenkinsop Bradshaw Broadbent Butterworth Calloway Carmichael Chatterjee Clarke Cholmondeley
Crabtree Cunningham Davenport Dearden Dhillon Drinkwater Eastwood Eccleston Entwistle Fairclough
Fazakerley Ferguson Fitzgerald Fothergill Gallagher Garside Greenhalgh Grimshaw Hadfield Hargreaves
Haythornthwaite Heathcote Higginbottom Hollingworth Houghton Hutchinson Iqbal Jaworska Jessop Kaczmarek
Kavanagh Kershaw Kowalczyk Lambourne Leatherbarrow Longbottom Lowther MacDonald Mahmood Marsden
McAllister Metcalfe Mukherjee Murgatroyd Nwachukwu Oakenshaw Ogilvie Okonkwo Ollerenshaw Oyelaran
Papadopoulos Pemberton Phillips Pilkington Postlethwaite Quarmby Radcliffe Ramsbottom Rawlinson Reid
Rigby Rosenberg Sagar Satterthwaite Scholefield Shackleton Siddiqui Smethurst Sutcliffe Szymanska
Tattersall Thistlethwaite Thompson Threlfall Tunnicliffe Ugwu Unsworth Venkataraman Wadsworth Walmsley
Weatherall Whittaker Winterbottom Wolstenholme Wrigley Yardley Zielinski
""".split()
_SHORT = {
    "Catherine": "Kate", "Deborah": "Debbie", "Eleanor": "Ellie", "Jacqueline": "Jackie",
    "Margaret": "Maggie", "Natasha": "Tasha", "Patricia": "Trish", "Rebecca": "Becky", "Susannah": "Sue",
    "Theresa": "Tess",
    "Victoria": "Vicky", "Agnieszka": "Aga", "Joanna": "Jo", "Magdalena": "Magda", "Alistair": "Ali",
    "Benjamin": "Ben", "Christopher": "Chris", "Edward": "Ted", "Frederick": "Fred", "Gregory": "Greg",
    "Jonathan": "Jon", "Kenneth": "Ken", "Leonard": "Len", "Matthew": "Matt", "Nicholas": "Nick",
    "Oliver": "Ollie", "Phillip": "Phil", "Richard": "Dick", "Stephen": "Steve", "Timothy": "Tim",
    "Vincent": "Vince", "William": "Bill", "Mohammed": "Mo",
}  # fmt: skip
_BY_EAR = {
    "Catherine": "Kathryn", "Stephen": "Steven", "Phillip": "Filip", "Mohammed": "Muhammad", "Niamh": "Neeve",
    "Sinead": "Shinade", "Alistair": "Alasdair", "Nicholas": "Nikolas", "Theresa": "Teresa",
    "Clarke": "Clark", "Phillips": "Philips", "Thompson": "Thomson", "MacDonald": "McDonald", "Reid": "Reed",
    "McAllister": "MacAlister", "Gallagher": "Galacher", "Kavanagh": "Cavanagh", "Siddiqui": "Siddiqi",
    "Iqbal": "Ikbal", "Fitzgerald": "Fitzjerald", "Szymanska": "Shimanska", "Kowalczyk": "Kowalchik",
}  # fmt: skip
_ACCENTS = str.maketrans({"a": "á", "e": "é", "o": "ö", "n": "ñ", "c": "ç", "z": "ż"})
_STREETS = ("Mill Lane", "Station Road", "Larkspur Close", "Quay Street", "Beacon Avenue", "Tanyard Gardens")
_SHORT_STREETS = {
    "Lane": "Ln",
    "Road": "Rd",
    "Close": "Cl",
    "Street": "St",
    "Avenue": "Ave",
    "Gardens": "Gdns",
}

Pair = tuple[str, Identity, Identity]


def planted_pairs(number: int, seed: int = 7) -> list[Pair]:
    """The same person twice, by what went wrong on the way.

    Where a name of before is known to nobody, the date of birth is whole and right: `unfindable_pairs` are
    those of which it is not.
    """
    draw = _Draw(Random(seed))
    return [draw.planted() for _ in range(number)]


def unfindable_pairs(number: int, seed: int = 8) -> list[Pair]:
    """The same person under a name of before that nobody told us, with a slip in the date of birth."""
    draw = _Draw(Random(seed))
    return [draw.renamed(told=False, birth=draw.slipped_birth) for _ in range(number)]


def unrelated_pairs(number: int, seed: int = 9) -> list[Pair]:
    """Two people who have nothing to do with one another."""
    draw = _Draw(Random(seed))
    return [("unrelated", draw.person(), draw.person()) for _ in range(number)]


class _Draw:
    def __init__(self, random: Random) -> None:
        self.random = random

    def person(self) -> Identity:
        pick = self.random.choice
        born = date(1950, 1, 1) + timedelta(days=self.random.randrange(55 * 365))
        flat = pick(("", "", f"Flat {self.random.randint(1, 9)}, "))
        postcode = f"ZZ{self.random.randint(1, 99)} {self.random.randint(1, 9)}{pick('ABDEF')}{pick('GHJLN')}"
        return Identity(
            (f"{pick(_GIVEN)} {pick(_FAMILY)}",),
            born.isoformat(),
            (f"{flat}{self.random.randint(1, 120)} {pick(_STREETS)}, Saltby, {postcode}",),
            (f"07700 {self.random.randint(900000, 900999):06d}"[:12],) if self.random.random() < 0.5 else (),
        )

    def planted(self) -> Pair:
        kind = self.random.choices(
            (
                "as written",
                "one slip",
                "two slips",
                "short form",
                "by ear",
                "double-barrelled",
                "told",
                "untold",
                "household",
            ),
            (8, 20, 14, 12, 10, 8, 14, 8, 6),
        )[0]
        if kind == "told":
            return self.renamed(told=True, birth=self.slipped_birth)
        if kind == "untold":
            return self.renamed(told=False, birth=lambda born: born)
        if kind == "household":
            return self.household()
        staff = self.person()
        given, family = staff.names[0].split()
        given, family = {
            "as written": lambda: (given, family),
            "one slip": lambda: self.either(self.slip, given, family),
            "two slips": lambda: (self.slip(given), self.slip(family)),
            "short form": lambda: (_SHORT.get(given, given), family),
            "by ear": lambda: (_BY_EAR.get(given, given), _BY_EAR.get(family, family)),
            "double-barrelled": lambda: (given, f"{family}-{self.random.choice(_FAMILY)}"),
        }[kind]()
        subject = Identity(
            (self.dressed(given, family),), self.slipped_birth(staff.born_on), self.elsewhere()
        )
        return kind, staff, subject

    def renamed(self, *, told: bool, birth: Callable[[str], str]) -> Pair:
        staff = self.person()
        given, before = staff.names[0].split()[0], self.random.choice(_FAMILY)
        known = (*staff.names, f"{given} {before}") if told else staff.names
        subject = Identity(
            (self.dressed(self.slip(given) if told else given, before),),
            birth(staff.born_on),
            self.elsewhere(),
        )
        return ("told" if told else "untold"), Identity(known, staff.born_on, staff.addresses), subject

    def household(self) -> Pair:
        """Somebody of another name, at the same address or on the same telephone."""
        staff, other = self.person(), self.person()
        if staff.telephones and self.random.random() < 0.5:
            number = staff.telephones[0].replace(" ", "")
            said = self.random.choice(
                (f"+44 {number[1:5]} {number[5:]}", f"{number[:5]}-{number[5:]} after six")
            )
            return "household", staff, Identity(other.names, other.born_on, self.elsewhere(), (said,))
        address = staff.addresses[0]
        long, short = self.random.choice(list(_SHORT_STREETS.items()))
        address = self.random.choice(
            (address.replace(long, short), address.upper().replace(",", ""), address.replace(", Saltby", ""),
             address[:-4] + address[-3:])
        )  # fmt: skip
        return "household", staff, Identity(other.names, other.born_on, (address,))

    def elsewhere(self) -> tuple[str, ...]:
        return self.random.choice(((), self.person().addresses))

    def either(self, change: Callable[[str], str], given: str, family: str) -> tuple[str, str]:
        return (change(given), family) if self.random.random() < 0.5 else (given, change(family))

    def slip(self, word: str) -> str:
        """One letter left out, doubled, exchanged for another, or in the wrong place. The first one stays."""
        at = self.random.randrange(1, len(word) - 1)
        letter = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        return self.random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )

    def dressed(self, given: str, family: str) -> str:
        return self.random.choice(
            (
                f"{given} {family}",
                f"{given} {family}",
                f"{family.upper()}, {given}",
                f"{family} {given}",
                f"Ms {given} {family}",
                f"{given} {self.random.choice(_GIVEN)} {family}",
                f"{given} {family}".translate(_ACCENTS),
                f"  {given.lower()}   {family.lower()} ",
            )
        )

    def slipped_birth(self, born: str) -> str:
        year, month, day = born.split("-")
        wrong = f"{year}-{month}-{day[0]}{(int(day[1]) + self.random.randint(1, 9)) % 10}"
        return self.random.choice(
            (born, born, born, born, "", year, f"{year}-{month}", f"{year}-{day}-{month}", wrong,
             f"{int(year) + self.random.choice((-1, 1))}-{month}-{day}")
        )  # fmt: skip
