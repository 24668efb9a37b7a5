"""What every answer has to tell a browser, whatever it answers."""

from collections.abc import Mapping

CLOSED = ("object-src", "base-uri", "frame-ancestors")
EXACTLY = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def header_faults(headers: Mapping[str, str], *, is_static: bool = False) -> list[str]:
    """Say which headers are missing or weak. A static file is the same for everybody, and may be kept."""
    faults = [
        f"{name}: {headers.get(name)}" for name, wanted in EXACTLY.items() if headers.get(name) != wanted
    ]
    policy = _directives(headers.get("Content-Security-Policy", ""))
    if policy.get("default-src") != "'none'":
        faults.append("anything may be loaded")
    # Only object-src falls back on default-src.
    effective = {"object-src": policy.get("default-src"), **policy}
    faults += [f"{name} is open" for name in CLOSED if effective.get(name) != "'none'"]
    faults += [f"{name} {said}" for name, said in policy.items() if set(said.split()) - {"'none'", "'self'"}]
    if not is_static and headers.get("Cache-Control") != "no-store, private":
        faults.append(f"kept by a cache: {headers.get('Cache-Control')}")
    return faults


def _directives(policy: str) -> dict[str, str]:
    found = (directive.strip().partition(" ") for directive in policy.split(";"))
    return {name: said for name, _, said in found if name}
