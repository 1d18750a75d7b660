import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { addNetworkHeader, clientNetwork } from "./client-network";
import { trustedProxies } from "./trusted-proxies";

/** Returns the network that a server in this process sees for a request with these headers. */
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
    return clientNetwork({ get: (name) => String(seen[0]?.[name]) });
  } finally {
    server.close();
  }
}

test("a request has the network of its peer, whatever its headers say", async () => {
  addNetworkHeader(0);
  expect(await networkOfRequest({})).toBe("127.0.0.1");
  expect(await networkOfRequest({ "x-forwarded-for": "203.0.113.9" })).toBe("127.0.0.1");
  const guessed = { [String(globalThis.labNetworkHeader)]: "203.0.113.9" };
  expect(await networkOfRequest(guessed)).toBe("127.0.0.1");
});

test("without the added header all requests are from one unknown network", () => {
  expect(clientNetwork(new Headers({ "x-forwarded-for": "203.0.113.9" }))).toBe("unknown");
});

test("TRUSTED_PROXIES is a number from 0 to 9, and any other value is an error", () => {
  expect([trustedProxies({}), trustedProxies({ TRUSTED_PROXIES: "2" })]).toEqual([0, 2]);
  for (const text of ["all", "-1", "1.5", "10", "192.0.2.1"]) {
    expect(() => trustedProxies({ TRUSTED_PROXIES: text })).toThrow(`TRUSTED_PROXIES is "${text}"`);
  }
});
