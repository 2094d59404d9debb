// A zip archive (APPNOTE 6.3.3) of a few files, packed by deflate.
export interface Entry {
  readonly name: string;
  readonly text: string;
}

interface Packed {
  readonly name: Uint8Array;
  readonly deflated: Uint8Array;
  readonly crc: number;
  readonly size: number;
}

const kGzipHead = 10;
const kGzipTail = 8;
const kVersion = 20;
const kUtf8Names = 0x0800;
const kDeflate = 8;
const kFirstDay = (1 << 5) | 1; // 1980-01-01: the same rows make the same file

/** Browsers pack by gzip, whose head and tail come off: the tail knows checksum and size. */
async function packed({ name, text }: Entry): Promise<Packed> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const gzip = new Uint8Array(await new Response(stream).arrayBuffer());
  const tail = new DataView(gzip.buffer, gzip.length - kGzipTail);
  return { name: new TextEncoder().encode(name), deflated: gzip.slice(kGzipHead, -kGzipTail), crc: tail.getUint32(0, true), size: tail.getUint32(4, true) };
}

type Field = readonly [bytes: 2 | 4, value: number];
function record(fields: readonly Field[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** What a file's own head and its line in the directory have in common. */
const facts = ({ name, deflated, crc, size }: Packed): Field[] =>
  [[2, kVersion], [2, kUtf8Names], [2, kDeflate], [2, 0], [2, kFirstDay], [4, crc], [4, deflated.length], [4, size], [2, name.length], [2, 0]];

export async function zipped(entries: readonly Entry[], kind: string): Promise<Blob> {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const length = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);
  for (const entry of entries) {
    const file = await packed(entry);
    const at = length(files);
    files.push(record([[4, 0x04034b50], ...facts(file)]), file.name, file.deflated);
    directory.push(record([[4, 0x02014b50], [2, kVersion], ...facts(file), [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), file.name);
  }
  const count = entries.length;
  const end = record([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length(directory)], [4, length(files)], [2, 0]]);
  return new Blob([...files, ...directory, end] as BlobPart[], { type: kind });
}
