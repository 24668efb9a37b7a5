"""Words for injuries and parts of the body, by which accounts of one injury are held beside each other.

Source: SIGHTLINE-CHRONOLOGY
"""

INJURY_WORDS: dict[str, tuple[str, ...]] = {
    "fracture": ("fracture", "fractures", "fractured", "#"),
    "bruise": ("bruise", "bruises", "bruised", "bruising", "haematoma", "contusion", "contusions"),
    "cut": ("laceration", "lacerations", "lacerated", "gash", "stab", "stabbed", "slash", "slashed"),
    "graze": ("graze", "grazes", "grazed", "abrasion", "abrasions", "scratch", "scratches", "scratched"),
    "burn": ("scald", "scalded"),
    "swelling": ("swelling", "swollen", "lump"),
    "redness": ("redness", "reddening", "reddened"),
    "dislocation": ("dislocated", "dislocation"),
    "bite": ("bite", "bitten"),
    "concussion": ("concussion", "concussed", "unconscious"),
    "strangulation": ("strangled", "strangulation", "petechiae", "choked"),
}
"""Words that mean an injury wherever they stand."""

INJURY_WORDS_OF_A_BODY: dict[str, tuple[str, ...]] = {
    "fracture": ("broken", "broke"),
    "cut": ("cut", "cuts", "wound", "wounds"),
    "burn": ("burn", "burns", "burnt", "burned"),
    "redness": ("red", "mark", "marks"),
    "sprain": ("sprain", "sprained"),
}
"""Words that mean an injury only where a part of the body stands in the same sentence."""

INJURY_UNNAMED = ("injury", "injuries", "injured", "hurt")
"""Words that say there was an injury, or deny it, without saying what."""

BODY_PARTS: dict[str, tuple[str, ...]] = {
    "head": ("head", "scalp", "skull", "forehead"),
    "face": ("face", "facial", "cheek", "cheekbone", "jaw", "chin", "nose", "nasal"),
    "eye": ("eye", "eyes", "eyebrow", "orbit", "orbital"),
    "mouth": ("mouth", "lip", "lips", "tooth", "teeth"),
    "ear": ("ear", "ears"),
    "neck": ("neck", "throat"),
    "shoulder": ("shoulder", "shoulders", "collarbone", "clavicle"),
    "arm": ("arm", "arms", "forearm", "elbow"),
    "wrist": ("wrist", "wrists"),
    "hand": ("hand", "hands", "finger", "fingers", "thumb", "knuckle", "knuckles"),
    "chest": ("chest", "rib", "ribs", "sternum"),
    "abdomen": ("abdomen", "stomach", "abdominal"),
    "leg": ("leg", "legs", "thigh", "thighs", "knee", "knees", "shin"),
    "foot": ("foot", "feet", "ankle", "ankles", "toe", "toes"),
}

SIDES = ("left", "right")

DENIALS = frozenset({"no", "nil", "not", "without", "denied", "denies", "denying", "never"})
"""Words that turn an injury named soon after them into none."""

AFTER_A_DENIAL = frozenset({"but", "except", "although", "however"})
"""Words after which a denial no longer holds."""
