// An Excel workbook (ECMA-376) of one sheet: texts, numbers and dates as what they are.
import { zipped, type Entry } from "./zip";

export type Kind = "text" | "count" | "number" | "money" | "share" | "date";
export interface SheetColumn {
  readonly name: string;
  readonly kind: Kind;
}
/** A date is a text as 2026-11-22; null leaves the cell empty. */
export type Cell = string | number | null;
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

const kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const kDocument = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const kPackage = "http://schemas.openxmlformats.org/package/2006";
const kType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const kHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const kBold = 1;
const kStyles: Record<Kind, number> = { text: 0, count: 2, number: 3, money: 4, share: 5, date: 6 };
const kWidths: Record<Kind, number> = { text: 28, count: 10, number: 12, money: 14, share: 11, date: 12 };
const kLongestName = 31;
const kMillisecondsADay = 86_400_000;
const kDayZero = Date.UTC(1899, 11, 30); // Excel takes 1900 for a leap year

/** What XML may not hold is left out. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const escaped = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
  .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A, B, ... Z, AA */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

const textCell = (at: string, text: string, style: number) => `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
const numberCell = (at: string, value: number, style: number) => `<c r="${at}" s="${style}"><v>${value}</v></c>`;

function cellOf(cell: Cell, kind: Kind, at: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? numberCell(at, cell, kStyles[kind]) : "";
  if (kind === "date") return numberCell(at, (Date.parse(`${cell}T00:00:00Z`) - kDayZero) / kMillisecondsADay, kStyles.date);
  return textCell(at, cell, kStyles.text);
}

function sheetText({ columns, rows }: Sheet): string {
  const letters = columns.map((_, index) => columnLetters(index));
  const row = (number: number, cells: readonly string[]) => `<row r="${number}">${cells.join("")}</row>`;
  const head = row(1, columns.map(({ name }, index) => textCell(`${letters[index]}1`, name, kBold)));
  const body = rows.map((cells, at) => row(at + 2, columns.map(({ kind }, index) => cellOf(cells[index] ?? null, kind, `${letters[index]}${at + 2}`))));
  const widths = columns.map(({ kind }, index) => `<col min="${index + 1}" max="${index + 1}" width="${kWidths[kind]}" customWidth="1"/>`);
  return `${kHead}<worksheet xmlns="${kMain}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.join("")}</cols><sheetData>${head}${body.join("")}</sheetData></worksheet>`;
}

/** In the order of `kBold` and `kStyles`: 3 is a whole number with groups, 4 one with two digits, 9 a percentage, 14 a date as its reader writes it. */
function stylesText(): string {
  const formats = [0, 0, 3, 4, 4, 9, 14].map((format, index) => `<xf numFmtId="${format}" fontId="${index === kBold ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`);
  return `${kHead}<styleSheet xmlns="${kMain}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>' +
    `<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join("")}</cellXfs></styleSheet>`;
}

/** A name that Excel takes: without the signs that it keeps for itself. */
const sheetName = (name: string) => escaped(name.replace(/[[\]:*?/\\]/g, " ").trim().slice(0, kLongestName)) || "Shelfcast";

export function workbookFiles(sheet: Sheet): Entry[] {
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${kDocument}/${type}" Target="${target}"/>`;
  const relations = (inside: string) => `${kHead}<Relationships xmlns="${kPackage}/relationships">${inside}</Relationships>`;
  const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${kType}.${type}+xml"/>`;
  return [
    { name: "[Content_Types].xml", text: `${kHead}<Types xmlns="${kPackage}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/worksheets/sheet1.xml", "worksheet")}${part("/xl/styles.xml", "styles")}</Types>` },
    { name: "_rels/.rels", text: relations(relation("rId1", "officeDocument", "xl/workbook.xml")) },
    { name: "xl/workbook.xml", text: `${kHead}<workbook xmlns="${kMain}" xmlns:r="${kDocument}"><sheets><sheet name="${sheetName(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: "xl/_rels/workbook.xml.rels", text: relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "styles", "styles.xml")) },
    { name: "xl/worksheets/sheet1.xml", text: sheetText(sheet) },
    { name: "xl/styles.xml", text: stylesText() },
  ];
}

export const workbook = (sheet: Sheet): Promise<Blob> => zipped(workbookFiles(sheet), `${kType}.sheet`);
