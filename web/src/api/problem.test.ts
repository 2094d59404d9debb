import { expect, test } from "vitest";
import { problemOf, signInOf } from "./problem";

test("a problem is told in the server's words", async () => {
  const body = { type: "https://shelfcast.dev/problems/nothing-published", title: "Nothing yet", status: 503, detail: "The first cycle runs.", instance: "1" };
  const problem = await problemOf(new Response(JSON.stringify(body), { status: 503, headers: { "Retry-After": "7" } }));
  expect(problem).toMatchObject({ status: 503, word: "nothing-published", title: "Nothing yet", detail: "The first cycle runs.", retryAfter: 7 });
});

test("what is no problem document is named by its status", async () => {
  expect(await problemOf(new Response("<html>", { status: 502, statusText: "Bad Gateway" }))).toMatchObject({ title: "502 Bad Gateway", detail: "" });
});

test("where one signs in is read from the Link header of a 401 alone", async () => {
  expect(signInOf('</docs>; rel="help", </login>; rel="login"')).toBe("/login");
  expect(signInOf(null)).toBe("");
  const forbidden = new Response("{}", { status: 403, headers: { Link: '</login>; rel="login"' } });
  expect((await problemOf(forbidden)).signIn).toBe("");
});
