import { expect, test } from "vitest";
import { numbersIn } from "../../words/numbers";
import { wordsOf } from "../../words/useWords";
import { alikeIn } from "./alikeIn";

test("what products are most alike in is said first, and what is not known of both not at all", async () => {
  const said = alikeIn({ name: 0, price: 0.5, level: 0.25, weekdays: 0.951, season: null }, await wordsOf("en"), numbersIn("en", "EUR", "UTC"));
  expect(said).toBe("weekdays 95% · price 50% · units 25%");
});
