// Each view as it looked when its picture was taken last: what differs fails, with the path of both.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { kAlerts, kSummary } from "./alerts";
import { expect } from "./page";

/** "compare" or "renew"; without it nothing is compared: pictures are of one shop, that of tests/integration/web_test.py. */
export const kMode = process.env.SHELFCAST_PICTURES ?? "";
const kFolder = process.env.SHELFCAST_PICTURES_AT ?? fileURLToPath(new URL("pictures", import.meta.url));

/** Pictures are kept small: they are compared as such, which forgives what fonts do to single points. */
const kScale = { desk: 0.5, phone: 0.6 };
const kQuality = 0.6;
const kBlock = 4;
const kMostDifference = 22; // of 255, on the average of a block
export const kMostBlocks = 0.0003;

const kMoment = /"(started|finished|readAt|at|trainedAt|lastRefreshed|published)":"20\d\d-[^"]*Z"/g;

/**
 * When and where the shop was made is nothing to be looked at: each moment is the same one, each step as long, each name of a cycle of the same day.
 * Nor is how it fares meanwhile: alerts are those of the walk.
 */
export async function steady(page: Page): Promise<void> {
  if (!kMode) return;
  await page.route("**/api/v1/alert-summary*", (route) => route.fulfill({ json: kSummary }));
  await page.route("**/api/v1/alerts?*", (route) => route.fulfill({ json: { alerts: kAlerts.filter(({ state }) => state === "open"), next: null } }));
  await page.route(/\/api\/v1\/(marketplaces|products|cycles|loads|models|dead-letters)/, async (route) => {
    const answer = await route.fetch();
    const isOperation = /cycles|loads|models|dead-letters/.test(new URL(route.request().url()).pathname);
    const told = (await answer.text()).replace(kMoment, '"$1":"2025-06-09T04:00:00Z"').replace(/"seconds":[\d.e-]+/g, '"seconds":0.5').replace(/"source":"files:[^"]*"/g, '"source":"files:/warehouse"');
    await route.fulfill({ response: answer, body: isOperation ? told.replace(/DE-20\d{6}-/g, "DE-20250609-") : told });
  });
}

interface Judged {
  readonly small: string;
  readonly differing: number;
  readonly marked: string;
}
interface Asked {
  readonly now: string;
  readonly before: string | null;
  readonly scale: number;
  readonly quality: number;
  readonly block: number;
  readonly most: number;
}

/** Runs in a browser, which reads and writes pictures: the share of blocks that differ, and where. */
async function judge({ now, before, scale, quality, block, most }: Asked): Promise<Judged> {
  const read = async (address: string) => createImageBitmap(await (await fetch(address)).blob());
  const canvasOf = (image: ImageBitmap, factor: number) => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * factor);
    canvas.height = Math.round(image.height * factor);
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { canvas, pen };
  };
  const { canvas, pen } = canvasOf(await read(now), scale);
  const small = canvas.toDataURL("image/webp", quality);
  if (before === null) return { small, differing: 0, marked: "" };
  // Both as they are kept: what packing takes away, it takes away from both.
  const [one, other] = [canvasOf(await read(small), 1), canvasOf(await read(before), 1)];
  if (one.canvas.width !== other.canvas.width || one.canvas.height !== other.canvas.height) return { small, differing: 1, marked: small };
  const average = (of: typeof one, x: number, y: number) => {
    const { data } = of.pen.getImageData(x, y, block, block);
    const sums = [0, 0, 0];
    data.forEach((value, index) => { if (index % 4 < 3) sums[index % 4] = (sums[index % 4] ?? 0) + value; });
    return sums.map((sum) => sum / (block * block));
  };
  let [differing, all] = [0, 0];
  for (let y = 0; y + block <= one.canvas.height; y += block) {
    for (let x = 0; x + block <= one.canvas.width; x += block) {
      ++all;
      const there = average(other, x, y);
      if (!average(one, x, y).some((value, channel) => Math.abs(value - (there[channel] ?? 0)) > most)) continue;
      ++differing;
      pen.fillStyle = "rgb(255 0 120 / 60%)";
      pen.fillRect(x, y, block, block);
    }
  }
  return { small, differing: differing / all, marked: canvas.toDataURL("image/webp", quality) };
}

const bytesOf = (address: string) => Buffer.from(address.slice(address.indexOf(",") + 1), "base64");

interface Compared extends Judged {
  readonly kept: string;
  readonly isKept: boolean;
}

/** The page as it stands, beside its picture of that name. */
export async function compared(page: Page, name: string): Promise<Compared> {
  const kept = join(kFolder, `${name}.webp`);
  const isKept = existsSync(kept);
  const now = `data:image/png;base64,${(await page.screenshot({ fullPage: true, animations: "disabled", caret: "hide" })).toString("base64")}`;
  const before = isKept ? `data:image/webp;base64,${readFileSync(kept).toString("base64")}` : null;
  const desk = await page.context().newPage();
  const judged = await desk.evaluate(judge, { now, before, scale: name.includes("phone") ? kScale.phone : kScale.desk, quality: kQuality, block: kBlock, most: kMostDifference });
  await desk.close();
  return { kept, isKept, ...judged };
}

/** Fails where a page looks otherwise than in its picture; or renews that. */
export async function expectPicture(page: Page, name: string, out: string): Promise<void> {
  if (!kMode) return;
  const { kept, isKept, small, differing, marked } = await compared(page, name);
  if (isKept && differing <= kMostBlocks) return;
  if (kMode === "renew") {
    mkdirSync(kFolder, { recursive: true });
    writeFileSync(kept, bytesOf(small));
    return;
  }
  const [shot, marks] = [join(out, `${name}.webp`), join(out, `${name}_marked.webp`)];
  mkdirSync(out, { recursive: true });
  writeFileSync(shot, bytesOf(small));
  if (marked) writeFileSync(marks, bytesOf(marked));
  expect(isKept, `there is no picture ${kept}; this one is ${shot}. Look at it, then: scripts/web --pictures`).toBe(true);
  expect(differing, `${shot} differs from ${kept} where ${marks} says. If it should: scripts/web --pictures`).toBeLessThanOrEqual(kMostBlocks);
}
