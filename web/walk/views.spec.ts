// Every view, on a phone and on a desk, light and dark.
import { expect, hindrances, open, shopOf, test } from "./page";
import { compared, expectPicture, kMode, kMostBlocks, steady } from "./pictures";

const kViews: Record<string, (shop: { category: string; product: string }) => string> = {
  overview: () => "/",
  overview_of_a_category: ({ category }) => `/?category=${category}&measure=units`,
  overview_of_a_year: () => "/?frame=year&window=calendar&comparison=year",
  categories: () => "/categories",
  category: ({ category }) => `/categories/${category}`,
  product: ({ product }) => `/products/${product}?measure=units`,
  compare_periods: () => "/compare",
  compare_promises: () => "/compare?comparing=promises&measure=units",
  compare_models: () => "/compare?comparing=models",
  trust: () => "/trust",
  alerts: () => "/alerts",
  operations: () => "/operations",
  settings: () => "/settings?seller=501",
};

for (const [name, addressOf] of Object.entries(kViews)) {
  test(`the view ${name} is whole, fits, and everybody can read it`, async ({ page, wrongs }, info) => {
    await steady(page);
    await open(page, addressOf(await shopOf(page)));
    if (name.startsWith("overview") || name === "product") await expect(page.locator(".chart canvas")).toBeVisible();
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(tooWide, "wider than the window").toBeLessThanOrEqual(0);
    await expectPicture(page, `${name}_${info.project.name}`, info.config.metadata.pictures as string);
    expect(await hindrances(page)).toEqual([]);
    expect(wrongs).toEqual([]);
  });
}

test("what moves, changes its colour or is missing differs from its picture", async ({ page }, info) => {
  test.skip(kMode !== "compare", "there is nothing to compare with");
  const name = `trust_${info.project.name}`;
  const share = async () => (await compared(page, name)).differing;
  await steady(page);
  await open(page, "/trust");
  expect(await share()).toBeLessThanOrEqual(kMostBlocks);
  const style = (of: string, what: string, value: string) => page.locator(of).first().evaluate((one, [name, set]) => { (one as HTMLElement).style.setProperty(name, set); }, [what, value] as const);
  for (const [of, what, value] of [[".panel h2", "padding-left", "12px"], [".two-lines", "opacity", "0"], ["table", "opacity", "0.5"], ["h1", "margin-top", "40px"]] as const) {
    await style(of, what, value);
    expect(await share(), `${of} ${what}`).toBeGreaterThan(kMostBlocks);
    await style(of, what, "");
  }
  expect(await share()).toBeLessThanOrEqual(kMostBlocks);
});
