// Every view, on a phone and on a desk, light and dark.
import { expect, hindrances, open, shopOf, test } from "./page";

const kViews: Record<string, (shop: { category: string; product: string }) => string> = {
  overview: () => "/",
  overview_of_a_category: ({ category }) => `/?category=${category}&measure=units`,
  overview_of_a_year: () => "/?frame=year&window=calendar&comparison=year",
  categories: () => "/categories",
  category: ({ category }) => `/categories/${category}`,
  product: ({ product }) => `/products/${product}?measure=units`,
  compare_periods: () => "/compare?comparison=year",
  compare_promises: () => "/compare?comparing=promises&measure=units",
  compare_models: () => "/compare?comparing=models",
  trust: () => "/trust",
  operations: () => "/operations",
};

for (const [name, addressOf] of Object.entries(kViews)) {
  test(`the view ${name} is whole, fits, and everybody can read it`, async ({ page, wrongs }, info) => {
    await open(page, addressOf(await shopOf(page)));
    if (name.startsWith("overview") || name === "product") await expect(page.locator(".chart canvas")).toBeVisible();
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(tooWide, "wider than the window").toBeLessThanOrEqual(0);
    const shots = process.env.SHELFCAST_SHOTS;
    if (shots) await page.screenshot({ path: `${shots}/${name}_${info.project.name}.png`, fullPage: true });
    expect(await hindrances(page)).toEqual([]);
    expect(wrongs).toEqual([]);
  });
}
