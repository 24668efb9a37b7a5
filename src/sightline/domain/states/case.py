"""The stages of a case, and the moves between them. Only a review has a panel.

Source: SIGHTLINE-SECURITY
"""

from sightline.domain.vocabulary.cases import CaseKind, CaseStage

_MOVES = {
    CaseStage.OPEN: frozenset({CaseStage.PANEL_OPEN, CaseStage.CLOSED}),
    CaseStage.PANEL_OPEN: frozenset({CaseStage.CLOSED}),
    CaseStage.CLOSED: frozenset({CaseStage.OPEN}),
}


def moves_from(stage: CaseStage, kind: CaseKind) -> frozenset[CaseStage]:
    """Return the stages a case of a kind may move to.

    Example:
        >>> sorted(moves_from(CaseStage.OPEN, CaseKind.CASEWORK))
        [<CaseStage.CLOSED: 'CLOSED'>]
    """
    moves = _MOVES[stage]
    return moves if kind is CaseKind.REVIEW else moves - {CaseStage.PANEL_OPEN}
