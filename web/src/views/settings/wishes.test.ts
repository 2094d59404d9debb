import { expect, test } from "vitest";
import type { Preference } from "../../api/alerts";
import { wishesIn } from "./wishes";

const before: Preference = {
  marketplaceId: "DE", sellerKey: "501", email: "a@shop.example", slackUrl: "", webhookUrl: "", webhookIsSigned: true, telephone: "", cadence: "daily",
  alertsPerWeek: 5, leastPriority: "P2", thresholds: { "demand-drop": 0.5, "gone-rule": 2 }, mutedRules: ["rank-lost", "rank-gained"],
};

function form(changes: Record<string, string | string[]> = {}): FormData {
  const said = new FormData();
  const all: Record<string, string | string[]> = {
    email: "a@shop.example", slackUrl: "", webhookUrl: "", webhookSecret: "", telephone: "", cadence: "daily", alertsPerWeek: "5", leastPriority: "P2",
    "threshold:demand-drop": "0.5", "threshold:demand-spike": "", mutedRules: ["rank-gained", "rank-lost"], ...changes,
  };
  for (const [name, values] of Object.entries(all)) for (const value of [values].flat()) said.append(name, value);
  return said;
}

test("what is as it was is not sent, in whatever order it is told", () => {
  expect(wishesIn(form(), before)).toEqual({});
});

test("what was changed is sent, and nothing else", () => {
  expect(wishesIn(form({ email: " b@shop.example ", alertsPerWeek: "0" }), before)).toEqual({ email: "b@shop.example", alertsPerWeek: 0 });
  expect(wishesIn(form({ mutedRules: [] }), before)).toEqual({ mutedRules: [] });
});

test("a threshold that is emptied is the table's again, and those of rules that are not shown stay", () => {
  expect(wishesIn(form({ "threshold:demand-drop": "", "threshold:demand-spike": "0.8" }), before)).toEqual({ thresholds: { "gone-rule": 2, "demand-spike": 0.8 } });
});

test("a secret is sent where one is said, and taken away where that is said", () => {
  expect(wishesIn(form({ webhookSecret: "0123456789abcdef" }), before)).toEqual({ webhookSecret: "0123456789abcdef" });
  expect(wishesIn(form({ webhookSecret: "0123456789abcdef", unsigned: "on" }), before)).toEqual({ webhookSecret: "" });
});
