"""What the reading process gives up before it opens a file from outside. Linux only.

The limits are set on the process itself, as hard limits, so that nothing can lift them again.
"""

import ctypes
import os
import resource
import signal
import sys
from typing import Any

from sightline.exchange.importers import limits

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_REFUSED_EVENTS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.system")


def confine() -> None:
    """Give up memory beyond the limit, time, files, other programs and the network, for good."""
    library = ctypes.CDLL(None, use_errno=True)
    # Whoever waits for the answer may be killed; then nobody else would end this process.
    library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    leave_network(library)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
    ):
        _, hard = resource.getrlimit(limit)
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (lowered, lowered))
    sys.addaudithook(_refuse)


def leave_network(library: Any) -> bool:
    """Move to a network of its own with nothing in it; False where the system does not allow that.

    Then only Python's own sockets are refused, by the audit hook.
    """
    if library.unshare(_CLONE_NEWNET) == 0:
        return True
    return bool(library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse sockets and other programs: reading needs neither."""
    del arguments
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(f"{event} is not allowed in process {os.getpid()}, which only reads files")
