import type { Part } from "../library.ts";
import { equal, throwsWith } from "./assert.ts";
import { forged, forgedText, type Segment, segment, signed } from "./forge.ts";
import { ED25519, P256, RSA } from "./keys.ts";
import { GOOD, HS256, now, rules, SECRET, tokenWith, verify } from "./setting.ts";

const MALFORMED = { name: "MalformedTokenError", code: "token-malformed" };
const PLAIN = { alg: "HS256", typ: "JWT" };

/** Tests of token headers. */
export const header: Part = (define, lib) => {
  const verified = async (made: Segment, more?: object) =>
    verify(lib, rules(more), await tokenWith({}, made));
  const refused = (made: Segment, more?: object) =>
    throwsWith(() => verified(made, more), MALFORMED, JSON.stringify(made));

  define("S13 O3: a crit header is refused with any content", async () => {
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

  define("S14: a b64 of true changes nothing", async () => {
    equal((await verified({ ...PLAIN, b64: true }))["sub"], "ada");
  });

  define("S14: an unencoded payload is refused, also with a b64 of false", async () => {
    const input = `${segment({ ...PLAIN, b64: false, crit: ["b64"] })}.${JSON.stringify({ exp: 9e9 })}`;
    const token = await forgedText(input, SECRET);
    await throwsWith(() => verify(lib, HS256, token), MALFORMED);
  });

  define("S24 40: a header that asks for decompression is refused", async () => {
    for (const zip of ["DEF", "", null, false]) await refused({ ...PLAIN, zip });
  });

  define("O12: a header with a duplicate member name is refused in any spelling", async () => {
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

  define("O12: member names that only look alike are no duplicates", async () => {
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
    "a header that is not a JSON object in UTF-8 is refused, even with a valid signature",
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

  define("33 S7: an alg that is not exactly the algorithm of the options is refused", async () => {
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

  define(
    "S7: alg none in upper or lower case is refused, with and without a signature",
    async () => {
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
    },
  );

  define("S7: a token without its signature is refused", async () => {
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
    // With the correct key configured, these members change nothing.
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

  define("35: a kid that is not text is refused", async () => {
    for (const kid of [null, 1, [], {}, true]) await refused({ ...PLAIN, kid });
  });

  define("other members of a header change nothing", async () => {
    const more = { cty: "JWT", p2c: 2 ** 31, epk: {}, iat: 1, exp: 1, x: [[]] };
    equal((await verified({ ...PLAIN, ...more, kid: "any" }))["sub"], "ada");
  });

  define("37: a token of another type or without a type is refused", async () => {
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
    "37: the typ header distinguishes access, refresh, logout and dbsc tokens of one key",
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

  define(
    "37: types are compared as media types, ignoring case and the prefix application/",
    async () => {
      for (const typ of ["JWT", "jwt", "application/jwt", "APPLICATION/JWT"]) {
        await verified({ alg: "HS256", typ });
        await verified({ alg: "HS256", typ: "jwt" }, { typ });
      }
      await refused({ alg: "HS256", typ: "application/application/jwt" });
      await refused({ alg: "HS256", typ: "text/jwt" });
    },
  );

  define(
    "with typ false, any type or none is accepted, but a typ that is not text is refused",
    async () => {
      for (const made of [PLAIN, { alg: "HS256" }, { alg: "HS256", typ: "x" }]) {
        await verified(made, { typ: false });
      }
      await refused({ ...PLAIN, typ: 1 }, { typ: false });
    },
  );

  define(
    "a header that one verifier accepted is refused by verifiers of another type or algorithm",
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

  define("hundreds of different headers are each decided correctly", async () => {
    const verifier = await lib.createVerifier(HS256);
    for (let n = 0; n < 150; n++) {
      const token = await tokenWith({ n }, { ...PLAIN, n });
      equal((await verifier(token))["n"], n);
      equal((await verifier(token))["n"], n);
    }
  });
};
