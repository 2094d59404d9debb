# SPDX-License-Identifier: Apache-2.0
"""Tools of tests/tools/<name> that npm installs, as their lock file says: once, into build/<name>."""
import shutil, subprocess

import shop


def fetched(name, what):
    """The folder of the tool's modules. Skips the test loudly where it cannot be had."""
    tool, folder = shop.ROOT / "tests/tools" / name, shop.ROOT / "build" / name
    why = missing(tool, folder, what)
    shop.need(not why, why)
    return folder / "node_modules"


def missing(tool, folder, what):
    """Why it is not to be had; empty where it is."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            return f"{program} is not installed: {what}"
    lock = (tool / "package-lock.json").read_text()
    done = folder / "fetched-lock.json"  # a copy of what was fetched: a new version is fetched anew
    if done.exists() and done.read_text() == lock:
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(tool / name, folder / name)
    got = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, timeout=300)
    if got.returncode != 0:
        return f"npm cannot fetch {what}: " + got.stderr.strip().partition("\n")[0] + ": it"
    done.write_text(lock)
    return ""
