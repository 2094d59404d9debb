// Everything by the keyboard; every language; light and dark by choice.
import { expect, open, settle, shopOf, test } from "./page";

test("a slash searches, arrows choose, enter opens", async ({ page, wrongs }) => {
  const { name } = await shopOf(page);
  await open(page, "/");
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: /Search/ })).toBeFocused();
  await page.keyboard.type(name.slice(0, 4));
  await expect(page.getByRole("option").first()).toContainText(name);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  expect(wrongs).toEqual([]);
});

test("a question mark shows the keys, escape hides them, and keys do what it says", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("3");
  await expect(page).toHaveURL(/frame=month/);
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/measure=units/);
});

test("arrows lead from row to row", async ({ page }) => {
  await open(page, "/categories");
  const rows = page.locator("[data-row]");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(rows.first()).toBeFocused();
});

for (const view of ["/", "/categories", "/alerts", "/operations", "/settings?seller=501"]) {
  test(`tab reaches everything of ${view}, and shows where it is`, async ({ page }) => {
    await open(page, view);
    const all = await page.locator("a[href], button:enabled, select, input, [tabindex='0']").evaluateAll((found) => found.filter((one) => (one as HTMLElement).checkVisibility()).length);
    const reached = new Set<string>();
    for (let times = 0; times < all + 5; ++times) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const one = document.activeElement as HTMLElement;
        one.dataset.reached ??= String(performance.now());
        return { id: one.dataset.reached, isOutside: one === document.body, outline: getComputedStyle(one).outlineStyle, html: one.outerHTML.slice(0, 200) };
      });
      if (here.isOutside) continue;
      expect(here.outline, here.html).not.toBe("none");
      reached.add(here.id);
    }
    expect(reached.size).toBe(all);
  });
}

test("each language has its own words, numbers and dates, and is remembered", async ({ page, wrongs }) => {
  await open(page, "/");
  for (const [language, word] of Object.entries({ de: "Überblick", fr: "Vue d’ensemble", es: "Resumen", it: "Panoramica", en: "Overview" })) {
    await page.locator("#language").selectOption(language);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.locator("header nav a").first()).toHaveText(word);
  }
  await page.locator("#language").selectOption("de");
  await page.reload();
  await settle(page);
  await expect(page.locator(".figure-value").first()).toHaveText(/^[\d.,]+\s€$/);
  expect(wrongs).toEqual([]);
});

test("light and dark can be chosen against the system, and are remembered", async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open(page, "/");
  const light = await paper();
  await page.locator("#brightness").selectOption("dark");
  await expect.poll(paper).not.toBe(light);
  await page.reload();
  await settle(page);
  expect(await paper()).not.toBe(light);
});

test("who wants no motion sees none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "/");
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});
