"""This script makes sure that the machine has a Chromium for the browser tests, and prints where it is.

It looks at $CHROMIUM, then for the usual names; root on Debian or Ubuntu gets it installed. Anybody
else is told what to do.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

MISSING = """\
The browser tests need Chromium or Google Chrome, and this machine has neither. Do one of these:
  - as root on Debian or Ubuntu: apt-get install chromium
  - install either in another way, and set CHROMIUM to the program's path
"""


def find_chromium() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install_chromium() -> None:
    print("Installing Chromium for the browser tests …", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False
        )


def main() -> None:
    if (
        not find_chromium()
        and not os.environ.get("CHROMIUM")
        and os.geteuid() == 0
        and shutil.which("apt-get")
    ):
        install_chromium()
    found = find_chromium()
    if not found:
        sys.exit(MISSING)
    print(found)


if __name__ == "__main__":
    main()
