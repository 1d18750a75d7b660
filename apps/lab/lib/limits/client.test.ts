import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { networkFrom, tellNetworks } from "./client";
import { trustedProxies } from "./proxies";

/** What a server in this process is told of a request with these headers. */
async function networkOfRequest(headers: Record<string, string>): Promise<string> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const address = server.address();
    const port = address instanceof Object ? address.port : 0;
    await fetch(`http://127.0.0.1:${port}`, { headers });
    return networkFrom({ get: (name) => String(seen[0]?.[name]) });
  } finally {
    server.close();
  }
}

test("a request is told the network of its peer, whatever it says of itself", async () => {
  tellNetworks(0);
  expect(await networkOfRequest({})).toBe("127.0.0.1");
  expect(await networkOfRequest({ "x-forwarded-for": "203.0.113.9" })).toBe("127.0.0.1");
  const guessed = { [String(globalThis.labNetworkHeader)]: "203.0.113.9" };
  expect(await networkOfRequest(guessed)).toBe("127.0.0.1");
});

test("where nobody was told, all requests are of one unknown network", () => {
  expect(networkFrom(new Headers({ "x-forwarded-for": "203.0.113.9" }))).toBe("unknown");
});

test("TRUSTED_PROXIES is a small number, and anything else ends the start with a sentence", () => {
  expect([trustedProxies({}), trustedProxies({ TRUSTED_PROXIES: "2" })]).toEqual([0, 2]);
  for (const text of ["all", "-1", "1.5", "10", "192.0.2.1"]) {
    expect(() => trustedProxies({ TRUSTED_PROXIES: text })).toThrow(`TRUSTED_PROXIES is "${text}"`);
  }
});
