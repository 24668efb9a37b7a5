"""What somebody signs in with besides a password."""

from enum import StrEnum


class FactorKind(StrEnum):
    """A kind of proof. The values are those that allauth stores."""

    PASSKEY = "webauthn"
    APP = "totp"
    RECOVERY_CODES = "recovery_codes"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _WORDING[self]


_WORDING = {
    FactorKind.PASSKEY: "Passkey",
    FactorKind.APP: "Authenticator app",
    FactorKind.RECOVERY_CODES: "Recovery codes",
}
