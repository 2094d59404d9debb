import { expect, test } from "vitest";
import { en } from "../../words/en";
import { numbersIn } from "../../words/numbers";
import { beforeOf, comparedTraits, type Load } from "./profile";

const load = (id: number, state: Load["state"], profile: Load["profile"], source = "files"): Load =>
  ({ id, marketplaceId: "DE", source, readAt: "", state, findings: [], profile });

test("a load is compared with the last one of its source that was let in", () => {
  const held = load(5, "held", {});
  expect(beforeOf(held, [held, load(4, "rejected", {}), load(3, "accepted", {}, "other"), load(2, "accepted", {}), load(1, "accepted", {})])?.id).toBe(2);
  expect(beforeOf(held, [held])).toBeNull();
});

test("traits are told in people's units, with their change; what is zero in both is left out", () => {
  const before = load(1, "accepted", { lines: 200, microUnits: 100_000_000, minorAmount: 250_000, unreadable: 0 });
  const after = load(2, "held", { lines: 100, microUnits: 100_000_000, minorAmount: 500_000, unreadable: 0 });
  const rows = comparedTraits(after, before, en, numbersIn("en", "EUR", "UTC"));
  expect(rows.map(({ name, now, before: was, change }) => [name, now, was, change])).toEqual([
    ["Rows in", "100", "200", -0.5], ["Units", "100", "100", null], ["Revenue", "€5,000", "€2,500", 1], ["Revenue per unit", "€50.00", "€25.00", 1],
  ]);
});

test("without a load before it there is nothing to compare with", () => {
  expect(comparedTraits(load(1, "held", { lines: 3 }), null, en, numbersIn("en", null, "UTC"))).toEqual([{ name: "Rows in", now: "3", before: "–", change: null }]);
});
