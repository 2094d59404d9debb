// One product: what makes days of it unlike others, and what it is like.
import { expect, hindrances, open, settle, shopOf, test } from "./page";

interface Told {
  readonly calendar: { readonly holidays: { name: string }[]; readonly promotions: object[]; readonly stockOuts: object[] };
}

test("keys read a chart, lead from mark to mark, and each is named", async ({ page, wrongs }) => {
  const { product } = await shopOf(page);
  const { calendar } = (await (await page.request.get(`/api/v1/products/${product}?marketplaceId=DE`)).json()) as Told;
  await open(page, `/products/${product}`);
  const chart = page.getByRole("slider");
  await chart.focus();
  await page.keyboard.press("Home");
  const heard: string[] = [];
  for (let times = 0; times < 20; ++times) {
    await page.keyboard.press("PageDown");
    heard.push((await chart.getAttribute("aria-valuetext")) ?? "");
  }
  for (const { name } of calendar.holidays) expect(heard.join("; ")).toContain(name);
  expect(calendar.promotions).toHaveLength(2);
  expect(new Set(heard.filter((text) => text.includes("20% off"))).size).toBe(2);
  expect(calendar.stockOuts).toHaveLength(1);
  expect(heard.join("; ")).toContain("Out of stock");
  const [sold, expected] = [heard[0], heard.at(-1)];
  expect(sold).toMatch(/Sold \d+/);
  expect(expected).toMatch(/Expected \d+/);
  await page.keyboard.press("ArrowLeft");
  await expect(chart).not.toHaveAttribute("aria-valuetext", expected ?? "");
  await expect(page.locator(".readout-day")).not.toBeEmpty();
  expect(wrongs).toEqual([]);
});

test("what a chart marks stands in its table, too", async ({ page }) => {
  const { product } = await shopOf(page);
  await open(page, `/products/${product}`);
  for (const kind of ["Holiday", "Promotion", "Out of stock"]) await expect(page.locator(".readout").getByText(kind)).toBeVisible();
  await page.getByRole("button", { name: "As a table" }).click();
  const table = page.locator(".chart table");
  await expect(table.getByText("Out of stock")).toHaveCount(4);
  await expect(table.getByText("20% off")).toHaveCount(10);
  expect(await hindrances(page)).toEqual([]);
});

test("similar products say in what they are alike, and each leads to itself", async ({ page }) => {
  const { product } = await shopOf(page);
  await open(page, `/products/${product}`);
  const similar = page.getByRole("region", { name: "Similar products" });
  await expect(similar.locator("tbody tr")).toHaveCount(5);
  await expect(similar.locator("tbody tr").first()).toContainText(/weekdays \d+%/);
  const name = await similar.locator("tbody th a").first().innerText();
  await similar.locator("tbody th a").first().click();
  await settle(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
});

test("a product stands in two periods beside each other, as the API tells them", async ({ page, wrongs }) => {
  const { product } = await shopOf(page);
  const { history } = (await (await page.request.get(`/api/v1/products/${product}?marketplaceId=DE&historyDays=200`)).json()) as { history: { day: string; units: number }[] };
  const units = history.filter(({ day }) => day.startsWith("2025-04")).reduce((sum, one) => sum + one.units, 0);
  await open(page, `/products/${product}`);
  await page.getByRole("main").getByRole("link", { name: "Compare" }).click();
  await expect(page).toHaveURL(/compare\?product=/);
  await page.getByRole("link", { name: "Month" }).click();
  await page.getByLabel("beside that with").fill("2025-04-10");
  await settle(page);
  await expect(page.getByRole("row", { name: /^Units/ }).locator("td").nth(1)).toHaveText(new Intl.NumberFormat("en-GB").format(units));
  expect(await hindrances(page)).toEqual([]);
  expect(wrongs).toEqual([]);
});

test("what was promised of a product stands beside what happened; it is chosen by its name", async ({ page }) => {
  await open(page, "/compare?comparing=promises");
  await page.getByRole("combobox", { name: "Of one product" }).fill("Product 10");
  await page.locator(".matches [role=option]").first().click();
  await settle(page);
  await expect(page).toHaveURL(/product=\d+/);
  const row = page.getByRole("row", { name: /^Units/ });
  for (const cell of [0, 1]) await expect(row.locator("td").nth(cell)).toHaveText(/^[\d,.]+$/);
  await expect(row).toContainText("%");
});
