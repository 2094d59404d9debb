// What somebody calls products: many at once, one by one, and as a filter.
import { expect, hindrances, open, settle, shopOf, test } from "./page";

test("products that are chosen get a tag, are listed by it, and lose it again", async ({ page, wrongs }) => {
  const { category } = await shopOf(page);
  const tag = `walk ${Date.now()}`;
  await open(page, `/categories/${category}`);
  const boxes = page.getByRole("checkbox", { name: /^Choose Product/ });
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  const names = await page.locator("tbody th a").allInnerTexts();
  const bar = page.getByRole("form", { name: "Tags" });
  await expect(bar).toContainText("2 chosen");
  await bar.getByLabel("Tag").fill(tag);
  expect(await hindrances(page)).toEqual([]);
  await bar.getByRole("button", { name: "Add tag" }).click();
  await expect(page.getByText(`Tagged ${tag}: 2.`)).toBeVisible();
  await page.locator("#tag").selectOption(tag);
  await settle(page);
  await expect(page.locator("tbody th a")).toHaveText([names[0] ?? "", names[2] ?? ""]);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  const { readFileSync } = await import("node:fs");
  expect(readFileSync(await csv.path(), "utf8").trim().split("\n")).toHaveLength(3);
  await boxes.first().check();
  await bar.getByLabel("Tag").fill(tag);
  await bar.getByRole("button", { name: "Remove tag" }).click();
  await settle(page);
  await expect(page.locator("tbody th a")).toHaveText([names[2] ?? ""]);
  expect(wrongs).toEqual([]);
});

test("a product shows its tags, which come and go there", async ({ page }) => {
  const { product } = await shopOf(page);
  const tag = `one ${Date.now()}`;
  await open(page, `/products/${product}`);
  await page.getByLabel("Tag", { exact: true }).fill(tag);
  await page.getByRole("button", { name: "Add tag" }).click();
  await expect(page.getByRole("list", { name: "Tags" })).toContainText(tag);
  await page.reload();
  await settle(page);
  await page.getByRole("button", { name: `Remove the tag ${tag}` }).click();
  await expect(page.getByText(tag)).toHaveCount(0);
});

test("a tag that the server does not take is said, in its words", async ({ page }) => {
  const { product } = await shopOf(page);
  await page.route("**/api/v1/tags:change*", (route) => route.fulfill({ status: 422, contentType: "application/problem+json", json: { type: "x/not-acceptable-here", title: "This cannot be accepted", detail: "One may have 100 tags.", status: 422 } }));
  await open(page, `/products/${product}`);
  await page.getByLabel("Tag", { exact: true }).fill("one more");
  await page.getByRole("button", { name: "Add tag" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "One may have 100 tags." })).toBeVisible();
});
