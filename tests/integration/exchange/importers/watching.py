"""What a reading process asked the kernel for once it was confined: seen from outside, by strace."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

WATCHED = (
    "trace=prctl,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,symlink,symlinkat,link,"
)
WATCHED += "socket,connect,bind,sendto,execve,fork,vfork"
_IS_CONFINED = "PR_SET_NO_NEW_PRIVS"
_WRITES = re.compile(r"\bopen(at)?\(.*O_(WRONLY|RDWR|CREAT)|\b(creat|mkdir\w*|rename\w*|unlink|\w*link\w*)\(")
_REACHES = re.compile(r"\b(socket|connect|bind|sendto|execve|v?fork)\(")


def can_watch() -> bool:
    return shutil.which("strace") is not None


def watched(command: Sequence[str], log: Path) -> tuple[str, ...]:
    """Return the command as strace runs it."""
    return ("strace", "-f", "--seccomp-bpf", "-qq", "-o", str(log), "-e", WATCHED, *command)


def escapes(log: Path) -> list[str]:
    """Return what was opened to be written, connected to or started after confinement, and not refused."""
    lines = log.read_text(errors="replace").splitlines()
    begin = next((number for number, line in enumerate(lines) if _IS_CONFINED in line), None)
    if begin is None:
        return [f"never confined: {log}"]
    asked = (line for line in lines[begin:] if _WRITES.search(line) or _REACHES.search(line))
    return [line for line in asked if _is_granted(line)]


def _is_granted(line: str) -> bool:
    return "= -1 E" not in line and "/dev/null" not in line
