import type { Part } from "../library.ts";
import { equal, throwsWith } from "./assert.ts";
import { forged, forgedText, type Segment, segment, signed } from "./forge.ts";
import { ED25519, P256, RSA } from "./keys.ts";
import { GOOD, HS256, now, rules, SECRET, tokenWith, verify } from "./setting.ts";

const MALFORMED = { name: "MalformedTokenError", code: "token-malformed" };
const PLAIN = { alg: "HS256", typ: "JWT" };

/** What a header may say, and what of it counts. */
export const header: Part = (define, lib) => {
  const verified = async (made: Segment, more?: object) =>
    verify(lib, rules(more), await tokenWith({}, made));
  const refused = (made: Segment, more?: object) =>
    throwsWith(() => verified(made, more), MALFORMED, JSON.stringify(made));

  define("S13 O3: a crit header is refused, whatever it names", async () => {
    const names = [
      ["exp"],
      ["http://example.com/x"],
      ["alg"],
      ["missing"],
      [],
      "exp",
      {},
      null,
      ["b64"],
    ];
    for (const crit of names) {
      await refused({ ...PLAIN, crit });
      await refused({ ...PLAIN, crit, exp: 1, b64: true, "http://example.com/x": true });
    }
  });

  define("S14 O3: an unencoded payload is refused", async () => {
    for (const b64 of [false, null, 0, "", "false", "true", 1]) await refused({ ...PLAIN, b64 });
    await refused({ ...PLAIN, b64: false, crit: ["b64"] });
  });

  define("S14: a b64 that asks for what is done anyway changes nothing", async () => {
    equal((await verified({ ...PLAIN, b64: true }))["sub"], "ada");
  });

  define(
    "S14: a payload that is not encoded is no token, even where b64 says it is not",
    async () => {
      const input = `${segment({ ...PLAIN, b64: false, crit: ["b64"] })}.${JSON.stringify({ exp: 9e9 })}`;
      const token = await forgedText(input, SECRET);
      await throwsWith(() => verify(lib, HS256, token), MALFORMED);
    },
  );

  define("S24 40: a header that asks for decompression is refused", async () => {
    for (const zip of ["DEF", "", null, false]) await refused({ ...PLAIN, zip });
  });

  define("O12: a header with a member named twice is refused, however it is written", async () => {
    for (const text of [
      '{"alg":"HS256","alg":"HS256","typ":"JWT"}',
      '{"alg":"none","alg":"HS256","typ":"JWT"}',
      '{"alg":"HS256","typ":"JWT","\\u0061lg":"HS256"}',
      '{"alg":"HS256","typ":"JWT","x":{"y":1},"x":{"y":2}}',
      '{ "alg" : "HS256", "typ":"JWT", "a\\"b":1, "a\\u0022b":2 }',
      '{"alg":"HS256","typ":"JWT","__proto__":1,"__proto__":2}',
    ]) {
      await refused(text);
    }
  });

  define("O12: members that only look alike are not named twice", async () => {
    for (const text of [
      '{"alg":"HS256","typ":"JWT","x":{"alg":1,"typ":2},"y":[{"alg":1},{"alg":1}]}',
      '{"alg":"HS256","typ":"JWT","x":"\\"alg\\":\\"none\\"","y":"{:}[]:\\\\"}',
      '{"alg":"HS256","typ":"JWT","ALG":"none"," alg":"none"}',
      '{"alg":"HS256","typ":"JWT","__proto__":{"alg":"none"}}',
      '\n{ "alg" : "HS256" , "typ" : "JWT", "\\\\" : ":" }\t',
    ]) {
      equal((await verified(text))["sub"], "ada", text);
    }
  });

  define(
    "a header that is no JSON object in UTF-8 is refused, however well it is signed",
    async () => {
      const json = JSON.stringify(PLAIN);
      const bytes = new TextEncoder().encode(`${json.slice(0, -1)},"x":"?"}`);
      bytes[bytes.length - 3] = 0xff;
      const texts = [
        "[]",
        "null",
        '"HS256"',
        "1",
        "{",
        "",
        `\ufeff${json}`,
        `${json}{}`,
        `[${json}]`,
      ];
      for (const made of [...texts, bytes]) await refused(made);
    },
  );

  define("33 S7: an alg that is not exactly the caller's is refused", async () => {
    const others = [
      "hs256",
      "HS256 ",
      " HS256",
      "HS384",
      "HS512",
      "RS256",
      "none",
      "",
      "HS256\u0000",
    ];
    for (const alg of others) await refused({ ...PLAIN, alg });
    for (const alg of [null, 1, true, ["HS256"], { toString: "HS256" }])
      await refused({ ...PLAIN, alg });
    await refused({ typ: "JWT" });
    await refused('{"typ":"JWT","__proto__":{"alg":"HS256"}}');
  });

  define("S7: alg none is refused in any case, with and without a signature", async () => {
    const keys = [
      HS256,
      { algorithm: "EdDSA", publicKey: ED25519.spki, now },
      { algorithm: "RS256", publicKey: RSA.publicJwk, now },
      { algorithm: ["ES256"], jwks: { keys: [P256.publicJwk] }, now },
      { keys: await lib.keyRing(SECRET), purpose: "p", now },
    ];
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      const input = `${segment({ alg, typ: "JWT" })}.${segment(GOOD)}`;
      for (const options of keys) {
        for (const token of [`${input}.`, input, `${input}.AA`, `${input}.${segment("x")}`]) {
          await throwsWith(() => verify(lib, options, token), MALFORMED, alg);
        }
      }
    }
  });

  define("S7: a token whose signature was taken off is refused", async () => {
    const token = await tokenWith({});
    const input = token.slice(0, token.lastIndexOf("."));
    for (const stripped of [input, `${input}.`, `${input}..`, `.${input}`]) {
      await throwsWith(() => verify(lib, HS256, stripped), MALFORMED);
    }
  });

  define("S26 35: jwk, jku, x5u, x5c and x5t in a header never choose a key", async () => {
    const jwk = P256.publicJwk;
    const own = {
      ...{ alg: "ES256", typ: "JWT", jwk, jku: "https://evil.example/jwks.json" },
      ...{ x5u: "https://evil.example/cert.pem", x5c: [P256.certificate], x5t: "AAAA" },
    };
    const token = await signed("ES256", P256.privateJwk, GOOD, own);
    const options = { algorithm: "EdDSA", publicKey: ED25519.publicJwk, now };
    await throwsWith(() => verify(lib, options, token), MALFORMED);
    // With the right key configured, they change nothing either.
    const right = { algorithm: "ES256", publicKey: jwk, now };
    equal((await verify(lib, right, token))["sub"], "ada");
    const foreign = await signed("EdDSA", ED25519.privateJwk, GOOD, {
      ...{ alg: "EdDSA", typ: "JWT", jwk: ED25519.publicJwk, kid: "evil" },
    });
    const set = { algorithm: "ES256", jwks: { keys: [jwk] }, now };
    await throwsWith(() => verify(lib, set, foreign), MALFORMED);
    const embedded = { ...PLAIN, jwk: { kty: "oct", k: segment("x".repeat(32)) } };
    const forgery = await forged({ secret: "x".repeat(32), payload: GOOD, header: embedded });
    await throwsWith(() => verify(lib, HS256, forgery), { code: "token-bad-signature" });
  });

  define("35: a kid that is no text is refused", async () => {
    for (const kid of [null, 1, [], {}, true]) await refused({ ...PLAIN, kid });
  });

  define("whatever else a header holds changes nothing", async () => {
    const more = { cty: "JWT", p2c: 2 ** 31, epk: {}, iat: 1, exp: 1, x: [[]] };
    equal((await verified({ ...PLAIN, ...more, kid: "any" }))["sub"], "ada");
  });

  define("37: a token of another type, or of none, is refused", async () => {
    for (const typ of [
      "at+jwt",
      "logout+jwt",
      "JWT2",
      "jw",
      "",
      "application/",
      "application/at+jwt",
    ]) {
      await refused({ ...PLAIN, typ });
    }
    await refused({ alg: "HS256" });
    for (const typ of [null, 1, ["JWT"], {}]) await refused({ ...PLAIN, typ });
  });

  define(
    "37: access, refresh, logout and dbsc tokens of one key are told apart by typ",
    async () => {
      const types = ["at+jwt", "rt+jwt", "logout+jwt", "dbsc+jwt", "JWT"];
      for (const typ of types) {
        for (const expected of types) {
          const run = () => verified({ alg: "HS256", typ }, { typ: expected });
          if (typ === expected) await run();
          else await throwsWith(run, MALFORMED, `${typ} as ${expected}`);
        }
      }
    },
  );

  define("37: types are compared as media types, without case and application/", async () => {
    for (const typ of ["JWT", "jwt", "application/jwt", "APPLICATION/JWT"]) {
      await verified({ alg: "HS256", typ });
      await verified({ alg: "HS256", typ: "jwt" }, { typ });
    }
    await refused({ alg: "HS256", typ: "application/application/jwt" });
    await refused({ alg: "HS256", typ: "text/jwt" });
  });

  define("typ false takes any type or none, and still no typ that is no text", async () => {
    for (const made of [PLAIN, { alg: "HS256" }, { alg: "HS256", typ: "x" }]) {
      await verified(made, { typ: false });
    }
    await refused({ ...PLAIN, typ: 1 }, { typ: false });
  });

  define(
    "a header that was accepted before is not accepted for another type or algorithm",
    async () => {
      const verifier = await lib.createVerifier(HS256);
      await verifier(await tokenWith({}));
      const other = await tokenWith({}, { alg: "HS256", typ: "other" });
      await throwsWith(() => verifier(other), MALFORMED);
      await verifier(await tokenWith({}));
      const changed = (await tokenWith({})).replace(/.$/, (last) => (last === "A" ? "E" : "A"));
      await throwsWith(() => verifier(changed), { code: "token-bad-signature" });
    },
  );

  define("hundreds of different headers are each judged rightly", async () => {
    const verifier = await lib.createVerifier(HS256);
    for (let n = 0; n < 150; n++) {
      const token = await tokenWith({ n }, { ...PLAIN, n });
      equal((await verifier(token))["n"], n);
      equal((await verifier(token))["n"], n);
    }
  });
};
