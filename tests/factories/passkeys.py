"""A passkey that lives in the test: it answers what a site asks of a browser."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

ORIGIN = "http://localhost"
_PRESENT_AND_VERIFIED, _HOLDS_KEY = 0b101, 0b1000000


@dataclass
class Passkey:
    """One key pair for one site. `user_handle` is what the site called the user when it was made."""

    credential_id: bytes = b"a passkey of a test"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user_handle: str = ""

    def create(self, asked: dict[str, Any]) -> str:
        """Answer `navigator.credentials.create`, as JSON."""
        options = asked["publicKey"]
        self.user_handle = options["user"]["id"]
        made = self._about(options["rp"]["id"], _PRESENT_AND_VERIFIED | _HOLDS_KEY)
        public_key = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        made += bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public_key
        return self._answer(
            clientDataJSON=_said("webauthn.create", options["challenge"]),
            attestationObject=cbor.encode({"fmt": "none", "attStmt": {}, "authData": made}),
        )

    def get(self, asked: dict[str, Any]) -> str:
        """Answer `navigator.credentials.get`, as JSON."""
        options = asked["publicKey"]
        about = self._about(options["rpId"], _PRESENT_AND_VERIFIED)
        said = _said("webauthn.get", options["challenge"])
        signature = self.key.sign(about + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=said, authenticatorData=about, signature=signature, userHandle=self.user_handle
        )

    def _about(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + bytes(4)

    def _answer(self, **response: bytes | str) -> str:
        credential_id = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": credential_id,
                "rawId": credential_id,
                "type": "public-key",
                "response": {
                    name: websafe_encode(value) if isinstance(value, bytes) else value
                    for name, value in response.items()
                },
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )


def _said(kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()
