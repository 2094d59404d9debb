import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { columnLetters, workbook, type Sheet } from "./workbook";

/** Reads a workbook by Python's zipfile and XML parser, which know nothing of ours: each cell's value and number format. */
const kReader = `
import json, sys, zipfile, xml.etree.ElementTree as xml
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
part = lambda name: xml.fromstring(book.read(name))
n = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
formats = [int(one.get("numFmtId")) for one in part("xl/styles.xml").findall("m:cellXfs/m:xf", n)]
def told(cell):
    text = cell.find("m:is/m:t", n)
    return [cell.get("r"), text.text if text is not None else float(cell.find("m:v", n).text), formats[int(cell.get("s"))]]
names = [one.get("name") for one in part("xl/workbook.xml").findall("m:sheets/m:sheet", n)]
rows = [[told(cell) for cell in row] for row in part("xl/worksheets/sheet1.xml").find("m:sheetData", n)]
for name in book.namelist(): part(name)
print(json.dumps({"names": names, "rows": rows, "parts": sorted(book.namelist())}))
`;

async function readBack(sheet: Sheet): Promise<{ names: string[]; rows: [string, string | number, number][][]; parts: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "workbook-"));
  try {
    const file = join(folder, "a.xlsx");
    writeFileSync(file, new Uint8Array(await (await workbook(sheet)).arrayBuffer()));
    const { stdout, stderr } = spawnSync("/usr/bin/python3", ["-c", kReader, file], { encoding: "utf8", maxBuffer: 1 << 26 });
    expect(stderr).toBe("");
    return JSON.parse(stdout) as Awaited<ReturnType<typeof readBack>>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("texts, numbers and dates are what they are", async () => {
  const { names, rows, parts } = await readBack({
    name: "Mugs: <all> & more",
    columns: [{ name: "Product", kind: "text" }, { name: "Units", kind: "number" }, { name: "Day", kind: "date" }, { name: "Chance", kind: "share" }],
    rows: [['"Big" <mug> & cup\u0001', 12.5, "2026-11-22", 0.25], ["=1+1", null, "1970-01-01", -1]],
  });
  expect(names).toEqual(["Mugs  <all> & more"]);
  expect(rows).toEqual([
    [["A1", "Product", 0], ["B1", "Units", 0], ["C1", "Day", 0], ["D1", "Chance", 0]],
    [["A2", '"Big" <mug> & cup', 0], ["B2", 12.5, 4], ["C2", 46348, 14], ["D2", 0.25, 9]],
    [["A3", "=1+1", 0], ["C3", 25569, 14], ["D3", -1, 9]],
  ]);
  expect(parts).toHaveLength(6);
});

test("many rows are packed small and are all there", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => [`Tasse №${index} 杯 \u{1f375}`, index]);
  const sheet: Sheet = { name: "", columns: [{ name: "a", kind: "text" }, { name: "b", kind: "count" }], rows };
  expect((await workbook(sheet)).size).toBeLessThan(500_000);
  const back = await readBack(sheet);
  expect(back.rows).toHaveLength(20_001);
  expect(back.rows[20_000]?.map(([, value]) => value)).toEqual(["Tasse №19999 杯 \u{1f375}", 19_999]);
});

test("columns beyond Z have two letters", () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
});
