import { expect, test } from "vitest";
import { bestLanguage, kLanguages, localeOf } from "../state/preferences";
import { numbersIn } from "./numbers";
import { wordsOf } from "./useWords";

test("no language has an empty word", async () => {
  for (const language of kLanguages) {
    for (const [name, word] of Object.entries(await wordsOf(language))) if (typeof word === "string") expect(word, `${language} ${name}`).not.toBe("");
  }
});

test("the reader's first language that there is, is taken", () => {
  expect(bestLanguage(["nl-NL", "fr-CA", "de"])).toBe("fr");
  expect(bestLanguage(["", "zh"])).toBe("en");
  expect(localeOf("en", ["de-DE", "en-GB"])).toBe("en-GB");
});

test("money, numbers and days are written as the language does", () => {
  const german = numbersIn("de", "EUR", "Europe/Berlin");
  expect(german.money(1234567)).toBe("1.234.567\u00a0€");
  expect(german.money(12.5)).toBe("12,50\u00a0€");
  expect(german.day("2026-11-22")).toBe("22. Nov. 2026");
  expect(numbersIn("en", "USD", "UTC").change(-0.094)).toBe("-9.4%");
});

test("times are told in their largest unit, and money in its own currency", () => {
  const numbers = numbersIn("en", "EUR", "UTC");
  expect([90, 119, 120, 10_800, 172_800].map(numbers.lasting)).toEqual(["90 seconds", "119 seconds", "2 minutes", "3 hours", "2 days"]);
  expect(numbers.lasting(null)).toBe("–");
  expect([0.34, 119, 120, 1379.3].map(numbers.took)).toEqual(["0.3 sec", "119 sec", "2 min", "23 min"]);
  expect(numbers.minorMoney(145_501, "USD")).toBe("$1,455");
});

test("what is not known is not shown as zero", () => {
  const numbers = numbersIn("en", null, "UTC");
  expect([numbers.money(5), numbers.whole(null), numbers.percent(undefined)]).toEqual(["–", "–", "–"]);
});
