import { deepEqual, equal } from "node:assert/strict";
import {
  active,
  bearer,
  type CaseOptions,
  engineOn,
  makeSetting,
  OTHER_SECRET,
} from "./setting.ts";

const LOCAL = { host: "localhost:3000" };
const INPUT = { userId: "user-1", data: { name: "Ada" } };

/** Tests that credentials which the engine did not issue are refused. */
export function forgeryCases(options: CaseOptions): void {
  const { test, makeStrategy } = options;

  test("a credential with any single flipped bit is refused", async () => {
    const { signet } = await makeSetting(options);
    const { credential } = await signet.signIn(LOCAL, INPUT);
    equal((await signet.read(bearer(credential))).status, "active");
    const accepted: string[] = [];
    for (let at = 0; at < credential.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = String.fromCharCode(credential.charCodeAt(at) ^ (1 << bit));
        const forged = credential.slice(0, at) + flipped + credential.slice(at + 1);
        for (const request of [bearer(forged), { ...LOCAL, cookie: `signet=${forged}` }]) {
          const { status } = await signet.read(request);
          if (status !== "rejected") accepted.push(`character ${at}, bit ${bit}: ${status}`);
        }
      }
    }
    deepEqual(accepted, []);
  });

  test("a shortened or extended credential is refused", async () => {
    const { signet } = await makeSetting(options);
    const { credential } = await signet.signIn(LOCAL, INPUT);
    const changed = [
      ...Array.from({ length: credential.length }, (_, length) => credential.slice(0, length)),
      ...Array.from({ length: credential.length - 1 }, (_, start) => credential.slice(start + 1)),
      ...["=", "A", ".", ".A", "\u0000", "\n", "%20", "\u00e9"].map((tail) => credential + tail),
      ...["A", ".", "a.", "\u0000"].map((head) => head + credential),
      credential.replaceAll(".", ".."),
      credential.replaceAll(".", ""),
      credential.split(".").toReversed().join("."),
      credential.toUpperCase(),
      credential.toLowerCase(),
      `${credential}.${credential}`,
    ];
    for (const forged of changed) {
      const reading = await signet.read(bearer(forged));
      equal(reading.status, "rejected", `accepted ${JSON.stringify(forged)}`);
    }
  });

  test("a credential made of parts of two valid credentials is refused", async () => {
    const { signet } = await makeSetting(options);
    const one = await signet.signIn(LOCAL, INPUT);
    const two = await signet.signIn(LOCAL, { userId: "user-2", data: { name: "Grace" } });
    const left = one.credential.split(".");
    const right = two.credential.split(".");
    for (let choice = 1; choice < 2 ** left.length - 1; choice++) {
      const mixed = left.map((part, at) => ((choice >> at) & 1 ? right[at] : part)).join(".");
      if (mixed === one.credential || mixed === two.credential) continue;
      equal((await signet.read(bearer(mixed))).status, "rejected");
    }
  });

  test("a credential of an installation with another secret is refused", async () => {
    const { signet, clock } = await makeSetting(options);
    const other = engineOn(await makeStrategy(), clock, { secret: OTHER_SECRET });
    const { credential } = await other.signIn(LOCAL, INPUT);
    equal(active(await other.read(bearer(credential))).userId, "user-1");
    equal((await signet.read(bearer(credential))).status, "rejected");
  });

  test("a credential for another cookie name of the same secret is refused", async () => {
    const { signet, clock } = await makeSetting(options);
    const other = engineOn(await makeStrategy(), clock, { cookieName: "other" });
    const { credential } = await other.signIn(LOCAL, INPUT);
    equal((await signet.read(bearer(credential))).status, "rejected");
  });

  test("malformed credentials are refused without an exception", async () => {
    const { signet } = await makeSetting(options);
    const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const payload = segment({ sub: "admin", exp: 9_999_999_999 });
    const none = ["none", "None", "NONE", "nOnE", ""].map((alg) => segment({ alg, typ: "JWT" }));
    const malformed = [
      ...["", ".", "..", "...", "a.b.c", "a.b", "%", "%00", "null", "undefined", "[object Object]"],
      ...["é.é.é", "\u{1F511}", "{}", "[]", '{"a":1}', "__proto__", "constructor", "' OR 1=1 --"],
      ...["A".repeat(10), "A".repeat(10_000), "A".repeat(100_000), ".".repeat(100_000)],
      ...none.flatMap((header) => [`${header}.${payload}.`, `${header}.${payload}.AAAA`]),
      ...[null, [], 1, "x", true, {}].map((value) => `${segment(value)}.${segment(value)}.AAAA`),
      `${segment({ alg: "HS256", kid: "../../etc/passwd" })}.${payload}.AAAA`,
      `${segment({ alg: "HS256", jwk: { kty: "oct", k: "" } })}.${payload}.AAAA`,
    ];
    for (const credential of malformed) {
      const { status } = await signet.read(bearer(credential));
      equal(status, "rejected", `${status} for ${JSON.stringify(credential.slice(0, 80))}`);
      const byCookie = await signet.read({ ...LOCAL, cookie: `signet=${credential}` });
      equal(byCookie.status === "active" || byCookie.status === "unavailable", false);
    }
  });
}
