import { afterEach, expect, test, vi } from "vitest";
import { act, ask } from "./ask";
import { prefer } from "./alerts";
import { dropLetters, promote, replayLetters } from "./deeds";

const job = (state: string) => JSON.stringify({ id: "1", what: "why", state, problem: state === "failed" ? "too little" : null, asked: "", ended: null, url: "/jobs/1" });
const accepted = () => new Response(job("waiting"), { status: 202, headers: { "Retry-After": "0.001" } });
const looked = (state: string) => new Response(job(state), { status: 200, headers: { "Retry-After": "0.001" } });

function answering(...answers: Response[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (address: string) => {
    asked.push(address);
    const next = answers.shift();
    return next ? Promise.resolve(next) : Promise.reject(new TypeError("down"));
  });
  return asked;
}
afterEach(() => { vi.unstubAllGlobals(); });

test("what has to be found out first is waited for, and asked for again", async () => {
  const asked = answering(accepted(), looked("running"), looked("done"), new Response('{"units":5}'));
  const onWaiting = vi.fn();
  expect((await ask<{ units: number }>({ address: "/why" }, null, onWaiting)).body.units).toBe(5);
  expect(asked).toEqual(["/why", "/jobs/1", "/jobs/1", "/why"]);
  expect(onWaiting).toHaveBeenCalledOnce();
});

test("a job that failed is a problem with its reason", async () => {
  answering(accepted(), looked("failed"));
  await expect(ask({ address: "/why" })).rejects.toMatchObject({ title: "why", detail: "too little" });
});

test("a server that does not answer is a problem", async () => {
  answering();
  await expect(ask({ address: "/x" })).rejects.toMatchObject({ word: "no-answer", status: 0 });
});

test("an error of GraphQL is a problem although its status is 200", async () => {
  answering(new Response('{"errors":[{"message":"beyond the horizon","extensions":{"code":"beyond-horizon"}}],"data":null}'));
  await expect(ask({ address: "/graphql" })).rejects.toMatchObject({ word: "beyond-horizon", title: "beyond the horizon" });
});

test("who goes away waits no longer", async () => {
  answering(accepted());
  const running = new AbortController();
  const waiting = ask({ address: "/why" }, running.signal, () => { running.abort(); });
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});

test("a deed is sent once, with what it is about, and what was refused is told", async () => {
  const sent: RequestInit[] = [];
  vi.stubGlobal("fetch", (_: string, how: RequestInit) => {
    sent.push(how);
    return Promise.resolve(sent.length === 1 ? new Response('{"rows":2}') : new Response('{"type":"https://shelfcast.dev/problems/conflict","title":"Not in this state","detail":"a load is held"}', { status: 409 }));
  });
  expect(await act(replayLetters("DE", []))).toEqual({ rows: 2 });
  expect(sent[0]).toMatchObject({ method: "POST", body: '{"marketplaceId":"DE","all":true}' });
  await expect(act(promote("a:b"))).rejects.toMatchObject({ word: "conflict", title: "Not in this state", detail: "a load is held" });
  expect(sent[1]?.body).toBeUndefined();
  expect([promote("a:b").address, dropLetters("DE", ["k"]).body]).toEqual(["/api/v1/models/a%3Ab:promote", { marketplaceId: "DE", keys: ["k"] }]);
});

test("a change is put, and what is wrong with its parts is told of each", async () => {
  const errors = [{ pointer: "/email", code: "invalid", message: "email must be an e-mail address, or empty." }];
  const sent: RequestInit[] = [];
  vi.stubGlobal("fetch", (_: string, how: RequestInit) => {
    sent.push(how);
    return Promise.resolve(new Response(JSON.stringify({ title: "Not valid", errors }), { status: 422 }));
  });
  const deed = prefer({ marketplaceId: "DE", sellerId: "" }, { email: "nobody" });
  expect(deed.address).toBe("/api/v1/alert-preferences?marketplaceId=DE");
  await expect(act(deed)).rejects.toMatchObject({ status: 422, errors });
  expect(sent).toMatchObject([{ method: "PUT", body: '{"email":"nobody"}' }]);
});
