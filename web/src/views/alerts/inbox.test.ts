import { expect, test } from "vitest";
import type { Alert } from "../../api/alerts";
import { between, openIn, roots, subjectOf } from "./inbox";

const alert = (id: number, followsFrom: number | null = null) => ({ id, followsFrom }) as Alert;

test("what follows from an alert of the list is told there, all else by itself", () => {
  expect(roots([alert(5, 3), alert(4, 1), alert(3), alert(2)]).map(({ id }) => id)).toEqual([4, 3, 2]);
});

test("products and categories have a page, and nothing else has", () => {
  expect(subjectOf({ subject: "product:47:11" })).toEqual({ view: "products", id: "47:11" });
  expect(subjectOf({ subject: "category:12" })).toEqual({ view: "categories", id: "12" });
  expect(["", "seller:5", "disk", "product:"].map((subject) => subjectOf({ subject }))).toEqual([null, null, null, null]);
});

test("a range reaches from the last one to this one, whichever is first", () => {
  expect(between([9, 7, 5, 3], 5, 9)).toEqual([9, 7, 5]);
  expect(between([9, 7, 5, 3], 7, 3)).toEqual([7, 5, 3]);
  expect(between([9, 7], null, 7)).toEqual([7]);
  expect(between([9, 7], 1, 7)).toEqual([7]);
});

test("what somebody saw to is not open", () => {
  const told = { open: { P0: 1, P1: 2, P2: 3, P3: 4 }, acknowledged: 2, snoozed: 1 } as Parameters<typeof openIn>[0];
  expect(openIn(told)).toBe(7);
});
