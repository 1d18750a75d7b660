import { beforeAll, expect, test } from "vitest";
import { HEADERS, longHeaders, manyCookies, readersOf, repeatedHeader } from "./headers.mjs";

/**
 * Servers refuse headers beyond 16 kB; these are a hundred times as long. What takes a time that grows with
 * the square of that never ends here. Nothing is timed; `node test/tokens/ladder/main.mjs` has the times.
 */
const LENGTH = 1_600_000;

const source = new URL("../../../packages/signet/src/", import.meta.url).href;
let readAll: (request: object) => Promise<void>;
beforeAll(async () => {
  readAll = await readersOf((path: string) => import(`${source}${path}.ts`));
});

test.each(HEADERS)("%s of any length and any filling is read to its end", async (name) => {
  const requests = longHeaders(name, LENGTH);
  expect(requests.length).toBeGreaterThan(25);
  for (const { request } of requests) await readAll(request);
});

test("a header that is repeated many times is read like one that is long", async () => {
  for (const name of HEADERS) await readAll(repeatedHeader(name, LENGTH / 10));
});

test("as many cookies as a header holds are read to their end", async () => {
  for (const ours of ["signet=a.b", "signet.0=1.a", "theme=dark"]) {
    await readAll(manyCookies(LENGTH, ours));
  }
});
