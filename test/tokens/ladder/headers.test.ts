import { beforeAll, expect, test } from "vitest";
import { HEADERS, longHeaders, manyCookies, readersOf, repeatedHeader } from "./headers.mjs";

/**
 * A hundred times the header size that servers accept (16 kB). A parser with quadratic time exceeds the
 * time limit of the test. No time is measured here; `node test/tokens/ladder/main.mjs` measures times.
 */
const LENGTH = 1_600_000;

const source = new URL("../../../packages/signet/src/", import.meta.url).href;
let readAll: (request: object) => Promise<void>;
beforeAll(async () => {
  readAll = await readersOf((path: string) => import(`${source}${path}.ts`));
});

test.each(HEADERS)(
  "a long %s header with any content is parsed within the time limit of the test",
  async (name) => {
    const requests = longHeaders(name, LENGTH);
    expect(requests.length).toBeGreaterThan(25);
    for (const { request } of requests) await readAll(request);
  },
);

test("a header that is sent many times is parsed within the time limit of the test", async () => {
  for (const name of HEADERS) await readAll(repeatedHeader(name, LENGTH / 10));
});

test("a header with very many cookies is parsed within the time limit of the test", async () => {
  for (const lastCookie of ["signet=a.b", "signet.0=1.a", "theme=dark"]) {
    await readAll(manyCookies(LENGTH, lastCookie));
  }
});
