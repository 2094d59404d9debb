import { afterEach, expect, test, vi } from "vitest";
import { linkedCsv, linkedPages, numberedPages } from "./pages";

afterEach(() => { vi.unstubAllGlobals(); });

function serving(answers: Record<string, () => Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (address: string, { signal }: RequestInit) => {
    if (signal?.aborted) return Promise.reject(new DOMException("called off", "AbortError"));
    asked.push(address);
    return Promise.resolve(answers[address]?.() ?? new Response("{}", { status: 404 }));
  });
  return asked;
}
const linked = (body: string, next?: string) => () => new Response(body, { headers: next ? { Link: `</first>; rel="first", <${next}>; rel="next"` } : {} });
const walk = () => ({ atMost: Infinity, signal: new AbortController().signal });

test("pages are followed by the server's links, which hold one table, to the last", async () => {
  const asked = serving({ "/1": linked('{"n":1}', "/2?cycle=c"), "/2?cycle=c": linked('{"n":2}', "/3?cycle=c"), "/3?cycle=c": linked('{"n":3}') });
  const seen: number[] = [];
  const { bodies, isCut } = await linkedPages<{ n: number }>({ address: "/1" }, { ...walk(), onPage: (count) => seen.push(count) });
  expect([bodies.map(({ n }) => n), isCut, seen, asked]).toEqual([[1, 2, 3], false, [1, 2, 3], ["/1", "/2?cycle=c", "/3?cycle=c"]]);
  expect((await linkedPages({ address: "/1" }, { ...walk(), atMost: 2 })).isCut).toBe(true);
});

test("who asks too often waits as long as the server says, and goes on", async () => {
  let refused = 0;
  serving({ "/1": () => (++refused === 1 ? new Response('{"title":"Too often"}', { status: 429, headers: { "Retry-After": "0.001" } }) : linked('{"n":1}')()) });
  expect((await linkedPages({ address: "/1" }, walk())).bodies).toHaveLength(1);
  expect(refused).toBe(2);
});

test("what is refused for good ends it", async () => {
  serving({ "/1": linked("{}", "/2"), "/2": () => new Response('{"title":"This table is not kept"}', { status: 404 }) });
  await expect(linkedPages({ address: "/1" }, walk())).rejects.toMatchObject({ title: "This table is not kept" });
});

test("who calls it off between two pages is not asked on", async () => {
  const stop = new AbortController();
  const asked = serving({ "/1": linked("{}", "/2"), "/2": linked("{}") });
  await expect(linkedPages({ address: "/1" }, { atMost: Infinity, signal: stop.signal, onPage: () => { stop.abort(); } })).rejects.toMatchObject({ name: "AbortError" });
  expect(asked).toEqual(["/1"]);
});

test("the first line of a CSV stands once", async () => {
  serving({ "/1": linked("rank,name\n1,a\n", "/2"), "/2": linked("rank,name\n2,b\n") });
  expect(await linkedCsv({ address: "/1" }, walk())).toBe("rank,name\n1,a\n2,b\n");
});

test("numbered pages end where all rows are there", async () => {
  const asked = serving({ "/1": linked('{"total":3}'), "/2": linked('{"total":3}') });
  expect(await numberedPages((page) => ({ address: `/${page}` }), 2, ({ total }: { total: number }) => total, walk().signal)).toHaveLength(2);
  expect(asked).toEqual(["/1", "/2"]);
});
