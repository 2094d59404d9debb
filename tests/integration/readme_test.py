# SPDX-License-Identifier: Apache-2.0
"""What the README and the Dockerfile say is true."""
import os, re, shlex, signal, subprocess

import shop


class Readme(shop.Case):
    def test_every_command_in_the_readme_runs_as_it_stands(self):
        text = (shop.ROOT / "README.md").read_text()
        commands = [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()]
        self.assertGreater(len(commands), 5)
        for name in ("config", "migrations"):
            (self.folder / name).symlink_to(shop.ROOT / name)
        for command in commands:
            words = shlex.split(command)
            self.assertEqual(words[0], "shelfcast")
            with self.subTest(command=command):
                if words[1] == "serve":
                    port = words.index("--port") + 1
                    words[port] = "0"
                    server = shop.Server(self.folder / words[words.index("--data") + 1])
                    self.assertEqual(server.ask("/readyz")[0], 200)
                    self.assertEqual(server.stop(), 0)
                else:
                    done = subprocess.run([shop.BINARY, *words[1:]], cwd=self.folder, capture_output=True, text=True, timeout=300)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertNotEqual(done.stdout, "")

    def test_every_path_the_readme_links_exists(self):
        for target in re.findall(r"\]\(([^)h][^)]*)\)", (shop.ROOT / "README.md").read_text()):
            self.assertTrue((shop.ROOT / target).exists(), target)


class Dockerfile(shop.Case):
    def test_every_path_it_copies_exists(self):
        paths = []
        for line in (shop.ROOT / "Dockerfile").read_text().splitlines():
            words = line.split()
            if words[:1] == ["COPY"] and not words[1].startswith("--from"):
                paths += words[1:-1]
        self.assertGreater(len(paths), 5)
        for path in paths:
            self.assertTrue((shop.ROOT / path).exists(), path)

    def test_the_final_stage_has_the_libraries_that_the_binary_needs_and_no_compiler(self):
        final = (shop.ROOT / "Dockerfile").read_text().split("FROM debian:12-slim")[1]
        self.assertNotRegex(final, r"g\+\+|cmake|scripts/install")
        linked = subprocess.run(["ldd", shop.BINARY], capture_output=True, text=True, check=True).stdout
        packages = {"librocksdb": "librocksdb7.8", "libfmt": "libfmt9", "libspdlog": "libspdlog1.10", "libsqlite3": "libsqlite3-0",
                    "libdate-tz": "libdate-tz3", "libtomlplusplus": "libtomlplusplus3"}
        for library, package in packages.items():
            self.assertEqual(library in linked, package in final, package)


if __name__ == "__main__":
    shop.main()
