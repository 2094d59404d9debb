# SPDX-License-Identifier: Apache-2.0
"""On a CPU that is too old, the binary says so and ends, instead of dying of an illegal instruction."""
import shutil, subprocess

import shop


class OldCpu(shop.Case):
    def on(self, cpu):
        return subprocess.run(["qemu-x86_64", "-cpu", cpu, shop.BINARY, "version"], capture_output=True, text=True, timeout=120)

    def test_a_cpu_without_avx2_is_told_so(self):
        shop.need(shutil.which("qemu-x86_64"), "qemu-x86_64 (Debian package qemu-user)")
        old = self.on("Nehalem")
        self.assertEqual(old.returncode, 1, old.stderr)
        self.assertIn("AVX2", old.stderr)
        self.assertIn("SHELFCAST_CPU=x86-64-v2", old.stderr)
        new = self.on("max")
        self.assertEqual(new.returncode, 0, new.stderr)
        self.assertIn("shelfcast", new.stdout)


if __name__ == "__main__":
    shop.main()
