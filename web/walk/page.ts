// What every walk needs: a page that remembers what went wrong in it.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as plain, type Page } from "@playwright/test";

/** The browser tells of each 404: of a cycle that is about to begin. */
const kExpected = ["/api/v1/cycles/"];

interface Watched {
  wrongs: string[];
}

export const test = plain.extend<Watched>({
  wrongs: [async ({ page }, use) => {
    const wrongs: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !kExpected.some((address) => message.location().url.includes(address))) wrongs.push(`${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => wrongs.push(String(error)));
    await use(wrongs);
  }, { auto: true }],
});

/** Until nothing is waited for any more. */
export async function settle(page: Page): Promise<void> {
  await expect(page.locator("main h1")).toBeAttached();
  await expect(page.locator(".waiting, .old")).toHaveCount(0, { timeout: 40_000 });
  // A chart is read after the page that it stands in.
  await expect(page.locator(".chart-place:not(:has(.chart, .note))")).toHaveCount(0);
}

export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settle(page);
}

export interface Shop {
  readonly category: string;
  readonly name: string;
  readonly product: string;
}

/** Something to look at, of whatever shop is served. */
export async function shopOf(page: Page): Promise<Shop> {
  const asked = await page.request.get("/api/v1/predictions/customer/me/marketplace/DE/categories?timeFrame=week&window=rolling&limit=1");
  const { categories } = (await asked.json()) as { categories: { categoryId: number; categoryName: string }[] };
  const category = String(categories[0]?.categoryId);
  const inside = await page.request.get(`/api/v1/predictions/customer/me/DE/categories/${category}/products?timeFrame=week&window=rolling&limit=1`);
  const { products } = (await inside.json()) as { products: { productId: number }[] };
  return { category, name: categories[0]?.categoryName ?? "", product: String(products[0]?.productId) };
}
const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What hinders people who see, hear or point less well. */
export async function hindrances(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(kRules).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}
export { expect };
