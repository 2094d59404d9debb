# SPDX-License-Identifier: Apache-2.0
"""Each fuzz target takes what its fuzzer begins with: it compiles, and nothing well-formed is a finding."""
import os, pathlib, subprocess, sys, tempfile, unittest

import shop

FUZZ = pathlib.Path(__file__).resolve().parents[1] / "fuzz"


class Seeds(unittest.TestCase):
    def test_every_target_takes_its_seeds(self):
        targets = sorted(source.stem for source in FUZZ.glob("*_fuzz.cpp"))
        self.assertGreater(len(targets), 8)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, FUZZ / "seeds.py", folder], check=True)
            for target in targets:
                seeds = sorted(pathlib.Path(folder, target).iterdir())
                self.assertTrue(seeds, target)
                ended = subprocess.run([pathlib.Path(os.environ["SHELFCAST_TOOLS"]) / f"{target}_seeds", *seeds], timeout=60)
                self.assertEqual(ended.returncode, 0, target)


if __name__ == "__main__":
    shop.main()
