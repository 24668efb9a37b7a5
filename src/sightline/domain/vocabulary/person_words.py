"""Words by which a review says who somebody is: their part in the death, sex and ethnicity.

Seen in published reviews; the ethnic groups are those of the 2021 census for England and Wales.
"""

PERPETRATOR_WORDS = (
    "perpetrator", "offender", "suspect", "accused", "defendant",
    "convicted of murder", "convicted of manslaughter",
)  # fmt: skip
VICTIM_WORDS = ("victim", "deceased")
CHILD_WORDS = (
    "child", "children", "son", "sons", "daughter", "daughters", "stepson", "stepdaughter",
    "step-son", "step-daughter", "stepchild", "baby", "infant", "unborn",
)  # fmt: skip
OTHER_WORDS = (
    "mother", "father", "parent", "sister", "brother", "sibling", "aunt", "uncle", "cousin", "friend",
    "neighbour", "partner", "ex-partner", "husband", "ex-husband", "wife", "ex-wife", "grandmother",
    "grandfather", "grandson", "granddaughter", "nephew", "niece", "stepfather", "stepmother",
    "boyfriend", "girlfriend", "ex-boyfriend", "ex-girlfriend", "colleague", "employer", "relative",
    "other",
)  # fmt: skip
SEX_WORDS = ("male", "female", "non-binary", "trans man", "trans woman", "transgender")
ETHNICITIES = (
    "White British", "White English", "White Welsh", "White Scottish", "White Irish",
    "White Northern Irish", "White European", "White Eastern European", "White Polish", "White Other",
    "White other", "Any other White background", "White", "Black British", "Black African",
    "Black Caribbean", "Black Other", "Black", "Asian British", "British Asian", "British Indian",
    "British Pakistani", "British Bangladeshi", "Asian Indian", "Asian Pakistani",
    "Asian Bangladeshi", "Asian Chinese", "Asian Other", "South Asian", "Asian", "Indian",
    "Pakistani", "Bangladeshi", "Chinese", "Arab", "Mixed White and Black Caribbean",
    "Mixed White and Black African", "Mixed White and Asian", "Mixed heritage", "Mixed race",
    "Dual heritage", "Mixed", "Gypsy or Irish Traveller", "Irish Traveller", "Gypsy", "Roma",
    "Romanian", "Polish", "Lithuanian", "Latvian", "Turkish", "Kurdish", "Nigerian", "Ghanaian",
    "Somali", "Sri Lankan", "Tamil", "Portuguese", "Bulgarian", "Filipino", "Vietnamese", "Thai",
    "Afghan", "Iranian", "Iraqi", "Syrian", "Italian", "Spanish", "French", "German", "Irish",
    "Scottish", "Welsh", "English", "British",
)  # fmt: skip
