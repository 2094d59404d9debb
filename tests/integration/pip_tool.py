# SPDX-License-Identifier: Apache-2.0
"""Tools of tests/tools/<name> that pip installs, as their lock file says: once, into build/<name>."""
import subprocess, sys

import shop


def fetched(name, what):
    """The folder of the tool's programs. Skips the test loudly where it cannot be had."""
    tool, folder = shop.ROOT / "tests/tools" / name, shop.ROOT / "build" / name
    why = missing(tool, folder, what)
    shop.need(not why, why)
    return folder / "venv" / "bin"


def missing(tool, folder, what):
    """Why it is not to be had; empty where it is."""
    lock = (tool / "requirements.lock").read_text()
    done = folder / "fetched.lock"  # a copy of what was fetched: a new version is fetched anew
    if done.exists() and done.read_text() == lock:
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    for command in ([sys.executable, "-m", "venv", folder / "venv"],
                    [folder / "venv/bin/pip", "install", "--quiet", "--no-deps", "--requirement", tool / "requirements.lock"]):
        got = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=600)
        if got.returncode != 0:
            return f"pip cannot fetch {what}: " + (got.stderr or got.stdout).strip().partition("\n")[0] + ": it"
    done.write_text(lock)
    return ""
