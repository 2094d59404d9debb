// How somebody wants to be told, and who may ask: kept by the server, read back after a reload.
import { expect, hindrances, open, settle, test } from "./page";

const kAddress = "/settings?seller=501";

test("what was changed is saved, said, and there after a reload; nothing else is sent", async ({ page, wrongs }) => {
  await open(page, "/settings");
  const seller = `walk-${Date.now()}`; // who wished nothing yet
  await page.getByLabel("Seller's id or key").first().fill(seller);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(new RegExp(`seller=${seller}`));
  await page.getByLabel("Email").fill("shop@shop.example");
  await page.getByLabel("Threshold of demand-drop").fill("0.45");
  await page.getByLabel("Mute rank-gained").check();
  const [sent] = await Promise.all([page.waitForRequest("**/alert-preferences*"), page.getByRole("button", { name: "Save" }).click()]);
  expect(sent.method()).toBe("PUT");
  expect(sent.postDataJSON()).toEqual({ email: "shop@shop.example", thresholds: { "demand-drop": 0.45 }, mutedRules: ["rank-gained"] });
  await expect(page.getByText("Saved: Email, Thresholds and Muted rules.")).toBeVisible();
  await page.reload();
  await settle(page);
  await expect(page.getByLabel("Email")).toHaveValue("shop@shop.example");
  await expect(page.getByLabel("Threshold of demand-drop")).toHaveValue("0.45");
  await expect(page.getByLabel("Mute rank-gained")).toBeChecked();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Nothing was changed.")).toBeVisible();
  expect(wrongs).toEqual([]);
});

test("a webhook's secret is kept and never shown, and can be taken away", async ({ page }) => {
  await open(page, kAddress);
  const secret = page.getByLabel("Secret that the webhook is signed with");
  await secret.fill("0123456789abcdef");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(secret).toHaveAttribute("placeholder", "There is one; leave it empty to keep it");
  await expect(secret).toHaveValue("");
  await page.getByLabel("Sign the webhook no more").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Sign the webhook no more")).toHaveCount(0);
});

test("what the server does not take is said at its field, in its words", async ({ page }) => {
  await open(page, kAddress);
  await page.getByLabel("Telephone").fill("0171 1234567");
  await page.getByLabel("Threshold of demand-spike").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  const telephone = page.getByRole("textbox", { name: "Telephone" });
  await expect(telephone).toBeFocused();
  await expect(telephone).toHaveAttribute("aria-invalid", "true");
  await expect(telephone).toHaveAccessibleDescription("telephone must be a number with its country, as +491711234567, or empty.");
  await expect(page.getByText("thresholds must be numbers above 0 by the names of rules.")).toBeVisible();
  expect(await hindrances(page)).toEqual([]);
});

test("a key is made, shown once, and revoked after a question", async ({ page }) => {
  await open(page, "/settings");
  const keys = page.locator(".panel", { has: page.getByRole("heading", { name: "API keys" }) });
  await keys.getByRole("button", { name: "Make a key" }).click();
  await expect(keys.getByLabel("Name")).toBeFocused();
  await expect(keys.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await keys.getByLabel("Name").fill("the walk");
  await keys.getByLabel("Role").selectOption("analyst");
  await keys.getByLabel("Expires").fill("2099-01-01");
  await keys.getByRole("button", { name: "Make a key" }).click();
  await expect(keys.locator("code")).toHaveText(/\S{20,}/);
  await settle(page);
  expect(await hindrances(page)).toEqual([]);
  await page.reload();
  await settle(page);
  await expect(keys.locator("code")).toHaveCount(0);
  const row = keys.locator("tbody tr", { hasText: "the walk" }).filter({ hasText: "valid" });
  await expect(row).toContainText("1 Jan 2099");
  await row.getByRole("button", { name: "Revoke the walk" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(keys).toContainText("The key of the walk is revoked.");
  await expect(row).toHaveCount(0);
});

test("a seller's settings are its own, without asking whose, and keys are no concern of it", async ({ page }) => {
  const seller = { name: "Ada", role: "seller", sellerId: "501", tier: "pro", scope: "account alerts:read alerts:write", session: false };
  await page.route("**/api/v1/me", (route) => route.fulfill({ json: seller }));
  const asked: string[] = [];
  // The server knows a seller by its key; here, everybody is an administrator.
  await page.route("**/api/v1/alert-preferences?*", async (route) => {
    asked.push(new URL(route.request().url()).search);
    await route.fulfill({ response: await route.fetch({ url: `${route.request().url()}&sellerId=501` }) });
  });
  await open(page, "/settings");
  expect([...new Set(asked)]).toEqual(["?marketplaceId=DE"]);
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "API keys" })).toHaveCount(0);
});

test("who may not change them sees them, and is told so", async ({ page }) => {
  const analyst = { name: "Ada", role: "analyst", sellerId: null, tier: "pro", scope: "account alerts:read", session: false };
  await page.route("**/api/v1/me", (route) => route.fulfill({ json: analyst }));
  await open(page, kAddress);
  await expect(page.getByText("Your role (analyst) may look at this and change nothing.")).toBeVisible();
  await expect(page.getByLabel("Email")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});
