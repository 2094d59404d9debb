# SPDX-License-Identifier: Apache-2.0
"""What npm installs, as its lock file says: tools of tests/tools/<name> and web/; once, into build/<name>."""
import os, shutil, subprocess

import shop


def fetched(name, what, tool=None):
    """The folder of the tool's modules. Skips the test loudly where it cannot be had."""
    tool, folder = tool or shop.ROOT / "tests/tools" / name, shop.ROOT / "build" / name
    why = missing(tool, folder, what)
    shop.need(not why, why)
    return folder / "node_modules"


def web():
    """web/ with its modules and without what was built, in build/web: what a test makes there is no part of the sources."""
    folder = fetched("web", "what the dashboard is built with", shop.ROOT / "web").parent
    for old in folder.iterdir():
        if old.name not in ("node_modules", "fetched-lock.json"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(shop.ROOT / "web", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "dist", "test-results"))
    return folder


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
    got = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, timeout=300,
                         env=os.environ | {"PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"})
    if got.returncode != 0:
        return f"npm cannot fetch {what}: " + got.stderr.strip().partition("\n")[0] + ": it"
    done.write_text(lock)
    return ""
