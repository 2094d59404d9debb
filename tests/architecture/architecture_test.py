# SPDX-License-Identifier: Apache-2.0
"""The house keeps its own rules, and the check that says so finds each kind of fault when it is planted."""
import os, pathlib, sys, tempfile, unittest

sys.path.insert(0, os.path.dirname(__file__))
import check

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = os.environ.get("SHELFCAST_ROOMS", str(ROOT / "build/release/rooms.txt"))


class ToyHouse:
    """Three rooms, attic -> cellar -> base, and one library that only the cellar keeps."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        self.table = self.root / "rooms.txt"
        self.declare(cellar="base", attic="cellar base")
        for room in ("base", "cellar", "attic"):
            self.write(f"src/{room}/README.md", room)
        self.write("include/shelfcast/cellar/wine.hpp", '#include "shelfcast/base/word.hpp"\n')
        self.write("src/cellar/wine.cpp", '#include <sqlite3.h>\n#include "shelfcast/cellar/wine.hpp"\n')
        self.write("src/attic/box.cpp", '#include "shelfcast/cellar/wine.hpp"\n')

    def declare(self, cellar, attic):
        self.table.write_text(f"library|sqlite|sqlite3\nroom|base||\nroom|cellar|{cellar}|sqlite\nroom|attic|{attic}|\n")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def faults(self):
        return list(check.faults(self.root, self.table))


class Architecture(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.house = ToyHouse(folder.name)

    def test_a_tree_without_faults_passes(self):
        self.assertEqual(self.house.faults(), [])

    def test_an_undeclared_include_is_found(self):
        self.house.write("src/cellar/thief.cpp", '#include "shelfcast/attic/box.hpp"\n')
        self.assertIn("room 'cellar' does not declare 'attic'", self.house.faults()[0])

    def test_a_circle_is_found(self):
        self.house.declare(cellar="attic base", attic="cellar base")
        self.assertEqual(self.house.faults(), ["room 'attic' is part of a circle", "room 'cellar' is part of a circle"])

    def test_a_third_party_header_outside_its_room_is_found(self):
        self.house.write("src/attic/shortcut.cpp", "#include <sqlite3.h>\n")
        self.assertIn("library 'sqlite' is not kept in room 'attic'", self.house.faults()[0])

    def test_a_private_header_of_another_room_is_found(self):
        self.house.write("src/attic/peep.cpp", '#include "cellar/secret.hpp"\n')
        self.assertIn("private to room 'cellar'", self.house.faults()[0])

    def test_a_room_nobody_declared_is_found(self):
        self.house.write("src/shed/README.md", "shed")
        self.house.write("src/shed/tool.cpp", "")
        self.assertIn("room 'shed' is not declared", self.house.faults()[0])

    def test_a_room_without_its_readme_is_found(self):
        (self.house.root / "src/attic/README.md").unlink()
        self.assertEqual(self.house.faults(), ["src/attic: the room has no README.md"])

    def test_the_real_house_has_no_faults(self):
        self.assertEqual(list(check.faults(ROOT, TABLE)), [])


if __name__ == "__main__":
    unittest.main()
