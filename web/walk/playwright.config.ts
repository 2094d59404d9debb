import { defineConfig } from "@playwright/test";

const desk = { width: 1440, height: 900 };
const phone = { width: 360, height: 780 };
const everywhere = /views\.spec/;
const acting = /acts\.spec/; // with a shop of its own

export default defineConfig({
  testDir: ".",
  outputDir: process.env.SHELFCAST_WALK_OUT ?? "../test-results",
  // What differs outlives the walk's own folder.
  metadata: { pictures: process.env.SHELFCAST_PICTURES_OUT ?? "test-results" },
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "line",
  use: {
    baseURL: process.env.SHELFCAST_URL ?? "http://127.0.0.1:8080",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--lang=en-GB", "--disable-lcd-text", "--font-render-hinting=none"] },
  },
  projects: [
    { name: "desk-light", use: { viewport: desk, colorScheme: "light" }, testIgnore: acting },
    { name: "desk-dark", use: { viewport: desk, colorScheme: "dark" }, testMatch: everywhere },
    { name: "phone-light", use: { viewport: phone, colorScheme: "light", hasTouch: true }, testMatch: everywhere },
    { name: "phone-dark", use: { viewport: phone, colorScheme: "dark", hasTouch: true }, testMatch: everywhere },
    { name: "acts", use: { viewport: desk, colorScheme: "light" }, testMatch: acting },
  ],
});
