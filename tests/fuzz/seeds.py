# SPDX-License-Identifier: Apache-2.0
"""Writes a few well-formed inputs for each fuzz target: OUT/<target>/<n>.   python3 seeds.py OUT"""
import gzip, lzma, pathlib, sys

CSV = "date,store,item,sales\n2013-01-01,1,1,13\n2013-01-02,1,1,\"1,234.50\"\n"
GERMAN = "Datum;Artikel;Menge;Preis\n03.01.2025 10:15;\"M\u00fcsli; gro\u00df\";2;1.234,50\n31.01.2025;Tee;1;0,99\n"

SEEDS = {
    "csv_fuzz": [CSV.encode(), GERMAN.encode(), GERMAN.encode("windows-1252"), GERMAN.encode("utf-16"), gzip.compress(CSV.encode()),
                 lzma.compress(CSV.encode()), b"a\tb\n1/13/2025 1:05 PM\t'x'\n", b"\"a\"\"b\",\"c\nd\"\r\n,\r\n",
                 b'{"a": 1, "b": {"c": "x"}, "d": [1, {"e": 2}]}\n{"a": null}\n'],
}

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for target, inputs in SEEDS.items():
        folder = pathlib.Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(inputs):
            (folder / str(number)).write_bytes(content)
