# SPDX-License-Identifier: Apache-2.0
"""The disk that forgets what nobody synced, which other tests rely on, forgets that and nothing else."""
import subprocess, sys

import shop

BEFORE = """
import os
os.makedirs("d")
for name in ("kept", "changed", "shortened", "removed", "renamed", "replaced"):
    with open(f"d/{name}", "w") as file:
        file.write("before " + name)
"""
SYNC = """
def sync(path):
    at = os.open(path, os.O_RDONLY)
    os.fsync(at)
    os.close(at)
"""
CHANGES = """
import os, sys
def put(path, text, flags=0, place=None):
    at = os.open(path, os.O_WRONLY | flags)
    os.write(at, text) if place is None else os.pwrite(at, text, place)
    return at
""" + SYNC + """
put("d/changed", b"AFTER!", place=2)
put("d/changed", b"and more", os.O_APPEND)
os.truncate("d/shortened", 3)
put("d/shortened", b"after", os.O_APPEND)
put("d/kept", b"synced", os.O_TRUNC)
sync("d/kept")
put("d/kept", b", then not", os.O_APPEND)
put("d/new", b"new", os.O_CREAT)
os.remove("d/removed")
put("d/removed", b"another", os.O_CREAT)
os.rename("d/renamed", "d/elsewhere")
os.rename("d/new", "d/replaced")
os.mkdir("d/folder")
put("d/folder/file", b"in it", os.O_CREAT)
"""
LOSE = """
import signal
os.kill(os.getpid(), signal.SIGUSR2)
signal.pause()
"""


class Unsynced(shop.Case):
    PLACE = shop.memory_folder()

    def python(self, script, expect=0, **environment):
        done = subprocess.run([sys.executable, "-c", script], cwd=self.folder, env={"PYTHONDONTWRITEBYTECODE": "1"} | environment,
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, expect, done.stderr)

    def forgetting(self, **more):
        return shop.preloaded("unsynced", SHELFCAST_UNSYNCED=str(self.folder), **more)

    def files(self):
        return {str(file.relative_to(self.folder / "d")): file.read_text() for file in (self.folder / "d").rglob("*") if file.is_file()}

    def test_what_was_not_synced_is_as_it_was_before(self):
        self.python(BEFORE)
        before = self.files()
        self.python(CHANGES + LOSE, expect=shop.KILLED, **self.forgetting())
        self.assertEqual(self.files(), before | {"kept": "synced"})
        self.assertFalse((self.folder / "d/folder").exists())
        self.assertEqual([path.name for path in self.folder.parent.glob(f"{self.folder.name}*")], [self.folder.name])

    def test_what_was_synced_stays(self):
        self.python(BEFORE)
        self.python(CHANGES, SHELFCAST_UNSYNCED="nobody asks")
        after = self.files()
        self.python("import shutil; shutil.rmtree('d')\n" + BEFORE)
        self.python(CHANGES + """
for folder, _, files in os.walk("d"):
    for path in (folder, *(os.path.join(folder, name) for name in files)):
        sync(path)
""" + LOSE, expect=shop.KILLED, **self.forgetting())
        self.assertEqual(self.files(), after)

    def test_a_name_is_safe_when_its_folder_is_synced_and_bytes_when_their_file_is(self):
        self.python(BEFORE)
        self.python(CHANGES + 'sync("d"); sync("d/folder/file")' + LOSE, expect=shop.KILLED, **self.forgetting())
        files = self.files()
        self.assertEqual((files["elsewhere"], files["replaced"], files["removed"], files["changed"]), ("before renamed", "", "", "before changed"))
        self.assertNotIn("folder/file", files)
        self.assertTrue((self.folder / "d/folder").exists())

    def test_the_power_goes_at_the_sync_that_was_asked_for_or_at_the_end(self):
        self.python(BEFORE)
        twice = "import os\n" + SYNC + 'open("d/a", "w"); sync("d"); open("d/b", "w"); sync("d"); open("d/c", "w")'
        self.python(twice, expect=shop.KILLED, **self.forgetting(SHELFCAST_UNSYNCED_AT="2"))
        self.assertEqual([name for name in "abc" if name in self.files()], ["a"])
        self.python(twice, **self.forgetting(SHELFCAST_UNSYNCED_AT="exit"))
        self.assertEqual([name for name in "abc" if name in self.files()], ["a", "b"])


if __name__ == "__main__":
    shop.main()
