// What an operator does, with a shop of its own: rows set aside, a load held, three versions of a model. One after another: each changes the shop.
import type { Locator, Page } from "@playwright/test";
import { expect, hindrances, open, settle, test } from "./page";

test.describe.configure({ mode: "serial" });

const panel = (page: Page, name: string): Locator => page.locator(".panel", { has: page.getByRole("heading", { level: 2, name, exact: true }) });
const question = (page: Page): Locator => page.getByRole("dialog");

interface Told {
  readonly models: { version: string; stage: string }[];
  readonly decisions: { decision: string; serves: string }[];
}
const modelsTold = async (page: Page): Promise<Told> => (await (await page.request.get("/api/v1/models?marketplaceId=DE")).json()) as Told;

test("an act is called off by escape and by a button, and nothing was done", async ({ page, wrongs }) => {
  await open(page, "/operations");
  const posts: string[] = [];
  page.on("request", (request) => { if (request.method() === "POST") posts.push(request.url()); });
  const promote = page.getByRole("button", { name: /^Promote / }).first();
  await promote.click();
  await expect(question(page)).toContainText("serve?");
  expect(await hindrances(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(question(page)).toHaveCount(0);
  await expect(promote).toBeFocused();
  await promote.click();
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(question(page)).toHaveCount(0);
  expect(posts).toEqual([]);
  expect(wrongs).toEqual([]);
});

test("an earlier version is promoted, and the choice handed back", async ({ page, wrongs }) => {
  const earlier = (await modelsTold(page)).models.find((model) => model.stage !== "champion")?.version ?? "";
  await open(page, "/operations");
  await page.getByRole("button", { name: `Promote ${earlier}` }).click();
  await question(page).getByRole("button", { name: "Promote" }).click();
  await expect(panel(page, "Models").getByRole("status").first()).toHaveText(`${earlier} serves from the next refresh on.`);
  expect((await modelsTold(page)).decisions[0]).toMatchObject({ decision: "chosen", serves: earlier });
  await expect(panel(page, "Models").locator("tr", { hasText: "champion" })).toContainText(earlier);
  await page.getByRole("button", { name: "Hand the choice back" }).click();
  await question(page).getByRole("button", { name: "Hand the choice back" }).click();
  await expect(panel(page, "Models")).toContainText("The next refresh chooses again.");
  expect((await modelsTold(page)).decisions[0]?.decision).toBe("unpinned");
  await expect(page.getByRole("button", { name: "Hand the choice back" })).toHaveCount(0);
  expect(wrongs).toEqual([]);
});

test("a rollback lets the version before serve again", async ({ page, wrongs }) => {
  const before = (await modelsTold(page)).models.find((model) => model.stage === "champion")?.version;
  await open(page, "/operations");
  await page.getByRole("button", { name: "Roll back" }).click();
  await question(page).getByRole("button", { name: "Roll back" }).click();
  await expect(panel(page, "Models").getByRole("status").first()).toContainText("serves from the next refresh on.");
  expect((await modelsTold(page)).models.find((model) => model.stage === "champion")?.version).not.toBe(before);
  expect(wrongs).toEqual([]);
});

test("rows are chosen and dropped", async ({ page, wrongs }) => {
  await open(page, "/operations");
  const rows = panel(page, "Rows set aside");
  await expect(rows.getByRole("checkbox")).toHaveCount(2);
  await rows.getByRole("checkbox").first().check();
  await rows.getByRole("button", { name: "Drop" }).click();
  await expect(question(page)).toContainText("Drop 1 row?");
  await question(page).getByRole("button", { name: "Drop" }).click();
  await expect(rows).toContainText("Dropped: 1.");
  await expect(rows.getByRole("checkbox")).toHaveCount(1);
  expect(wrongs).toEqual([]);
});

test("what the server refuses is said in its words, and the question stays", async ({ page }) => {
  await open(page, "/operations");
  const rows = panel(page, "Rows set aside");
  await rows.getByRole("button", { name: "Try again" }).click();
  await question(page).getByRole("button", { name: "Try again" }).click();
  await expect(question(page).getByRole("alert")).toContainText("held");
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(rows.getByRole("checkbox")).toHaveCount(1);
});

test("a held load shows what looks broken beside the load before, and is accepted", async ({ page, wrongs }) => {
  await open(page, "/operations");
  const held = page.locator(".held");
  await expect(held).toContainText("of money in a line; of the last 4 loads the median has");
  await expect(held.locator("tr", { hasText: "Revenue per unit" })).toContainText("%");
  await held.getByRole("button", { name: "Accept" }).click();
  await question(page).getByRole("button", { name: "Accept" }).click();
  await expect(panel(page, "Loads")).toContainText("Accepted. The next refresh counts it.");
  await expect(held).toHaveCount(0);
  const told = (await (await page.request.get("/api/v1/loads?marketplaceId=DE&limit=1")).json()) as { loads: { state: string }[] };
  expect(told.loads[0]?.state).toBe("accepted");
  expect(wrongs).toEqual([]);
});

test("rows set aside are tried again", async ({ page, wrongs }) => {
  await open(page, "/operations");
  const rows = panel(page, "Rows set aside");
  await rows.getByRole("button", { name: "Try again" }).click();
  await expect(question(page)).toContainText("Try all rows again?");
  await question(page).getByRole("button", { name: "Try again" }).click();
  await expect(rows).toContainText("Handed back: 1.");
  expect(wrongs).toEqual([]);
});

test("a refresh is started, followed, and its numbers are offered", async ({ page, wrongs }) => {
  await open(page, "/operations");
  const cycles = panel(page, "Refresh cycles");
  const before = await cycles.locator("tbody tr").count();
  await cycles.getByRole("button", { name: "Refresh now" }).click();
  await question(page).getByRole("button", { name: "Refresh now" }).click();
  await expect(cycles).toContainText("has started.");
  await expect(cycles.locator("tbody tr")).toHaveCount(before + 1);
  await expect(cycles.locator("tbody tr").first()).toContainText("ok", { timeout: 45_000 });
  await expect(cycles.locator("progress")).toHaveCount(0);
  await page.getByRole("button", { name: "Show them" }).click();
  await settle(page);
  expect(wrongs).toEqual([]);
});
