"""The rules as a person reads them. The page of permissions is made of these sentences."""

from sightline.domain.policy.facts import All, AnyOf, Condition, Fact, Not
from sightline.domain.policy.rules import ANY_ROLE, Effect, Rule


def sentence(rule: Rule) -> str:
    """Return a rule as one sentence.

    Example:
    >>> from sightline.domain.policy.rules import RULES
    >>> sentence(RULES[0])
    'Nobody may do this where they are barred from it, as somebody in it may be known to them.'
    """
    who = "Nobody" if rule.effect is Effect.DENY else _who(rule)
    what = ""
    if rule.classes:
        what = f" with what is {_listed([each.wording for each in sorted(rule.classes)], 'or')}"
    where = f" where {_said(rule.when)}" if rule.when != All(()) else ""
    return f"{who} may do this{what}{where}."


def _who(rule: Rule) -> str:
    if rule.roles == ANY_ROLE:
        return "Everybody"
    return _listed([role.wording for role in sorted(rule.roles)], "or")


def _said(condition: Condition) -> str:
    match condition:
        case Fact():
            return condition.wording
        case All(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part) for part in parts)
        case Not(part):
            return f"it is not so that {_bracketed(part)}"
    raise TypeError(f"{condition!r} is no condition")


def _bracketed(condition: Condition) -> str:
    said = _said(condition)
    return f"({said})" if isinstance(condition, All | AnyOf) else said


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
