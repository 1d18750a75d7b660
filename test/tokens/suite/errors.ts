import type { Part, TokenLibrary } from "../library.ts";
import { check, equal, errorOf, type Thrown, throwsWith } from "./assert.ts";
import { forged, sealedGcm, segment } from "./forge.ts";
import { ED25519, P256, RSA } from "./keys.ts";
import {
  GOOD,
  HS256,
  keyBytes,
  NOW,
  now,
  OTHER_SECRET,
  rules,
  SECOND,
  SECRET,
  tokenWith,
} from "./setting.ts";

const CODES = [
  ...["token-malformed", "token-bad-signature", "token-expired", "token-not-active"],
  ...["token-claim", "key-unknown", "key-unusable"],
];
const CONFIDENTIAL = "correct-horse-battery-staple";

/** Values that are not tokens, for options and functions that take a token. */
function hostile(): readonly unknown[] {
  const header = segment({ alg: "HS256", typ: "JWT" });
  const payload = segment(GOOD);
  const deep = `${"[".repeat(6_000)}${"]".repeat(6_000)}`;
  const segments = [
    ...[
      "",
      ".",
      "=",
      " ",
      "\n",
      "\u0000",
      "\ufeff",
      "\ud800",
      "\udfff",
      "💥",
      "A",
      "AA",
      "AAA",
      "AAAA",
      "AAAAA",
    ],
    ...[
      "e30",
      "W10",
      "bnVsbA",
      "MQ",
      "InRleHQi",
      "e30=",
      "e31",
      "e30\n",
      "ÿ",
      "-_-_",
      "____",
      "%7B%7D",
    ],
    ...["{}", "[]", "null", "1", '"text"', "true", "{", "{}{}", "\ufeff{}", "undefined"].map(
      segment,
    ),
    ...['{"alg":1}', '{"alg":null}', '{"alg":["HS256"]}', '{"alg":{}}', '{"alg":""}'].map(segment),
    ...[
      '{"alg":"HS256","alg":"HS256"}',
      '{"__proto__":{"alg":"HS256"}}',
      '{"alg":"__proto__"}',
    ].map(segment),
    ...['{"alg":"constructor"}', '{"alg":"HS256","typ":{}}', '{"alg":"HS256","kid":{}}'].map(
      segment,
    ),
    ...['{"alg":"HS256","crit":1}', '{"alg":"dir","enc":1}', '{"alg":"dir","enc":"A256GCM"}'].map(
      segment,
    ),
    ...[deep, `{"a":${deep}}`, `{"alg":"HS256","typ":"JWT","x":${deep}}`, "[".repeat(9_000)].map(
      segment,
    ),
    ...[Uint8Array.of(0xff), Uint8Array.of(0xc0, 0x80), Uint8Array.of(0xed, 0xa0, 0x80)].map(
      segment,
    ),
    ...[header, payload],
  ];
  const texts = segments.flatMap((one) => [
    ...[one, `${one}.${one}`, `${one}.${one}.${one}`, `${header}.${one}.${one}`],
    ...[`${one}.${payload}.${one}`, `${header}.${payload}.${one}`, `${one}..${one}.${one}.${one}`],
    ...[`${one}.${one}.${one}.${one}.${one}`, `${header}..${one}.${one}.${one}`],
  ]);
  const values = [
    ...[undefined, null, 0, 1, Number.NaN, true, false, 1n, Symbol("x"), {}, [], [""], ["a.b.c"]],
    ...[
      () => "",
      new Date(),
      /x/,
      new Map(),
      new Uint8Array(3),
      new String("a.b.c"),
      Object.create(null),
    ],
    ...[
      { toString: () => "a.b.c" },
      { split: () => ["a", "b", "c"], length: 5 },
      Promise.resolve(""),
    ],
    new Proxy({}, { get: () => null }),
  ];
  const long = [
    ".".repeat(100_000),
    "a".repeat(100_000),
    "a.".repeat(50_000),
    "\ud800".repeat(100_000),
  ];
  return [...texts, ...values, ...long];
}

/** Creates verifiers and openers of every kind. */
async function everyVerifier(lib: TokenLibrary) {
  const secrets = await lib.keyRing([SECRET, OTHER_SECRET]);
  const pairs = await lib.keyRing([{ algorithm: "EdDSA", privateKey: ED25519.pkcs8 }]);
  const jwks = { keys: [{ ...P256.publicJwk, kid: "a" }, RSA.publicJwk] };
  const lax = { typ: false, requireExpiration: false, maxLength: 1_000_000, now };
  return Promise.all([
    lib.createVerifier(HS256),
    lib.createVerifier({ ...HS256, ...lax, cacheSize: 3 }),
    lib.createVerifier({ keys: secrets, purpose: "p", ...lax }),
    lib.createVerifier({ keys: pairs, ...lax }),
    lib.createVerifier({ algorithm: ["ES256", "RS256"], jwks, ...lax }),
    lib.createOpener({ secret: keyBytes(32), ...lax }),
    lib.createOpener({ secret: keyBytes(64), encryption: "A256CBC-HS512", ...lax }),
    lib.createOpener({ keys: secrets, purpose: "p", ...lax }),
  ]);
}

/** Tests of errors and their content. */
export const errors: Part = (define, lib) => {
  define("O4: any value given as a token is refused with an error of the library", async () => {
    const verifiers = await everyVerifier(lib);
    for (const token of hostile()) {
      for (const [at, verify] of verifiers.entries()) {
        const what = `${typeof token} ${String(Object(token).length)} at verifier ${at}`;
        const error = await throwsWith(() => verify(token), {}, what);
        check(error instanceof lib.TokenError, `${what}: ${error.name} ${error.message}`);
        check(CODES.includes(error.code ?? ""), `${what}: ${error.code}`);
      }
    }
  });

  define(
    "O4: payloads of every kind with a valid signature are accepted or refused, and never crash",
    async () => {
      const { typ: _, ...lax } = { typ: 0, requireExpiration: false, maxLength: 1_000_000 };
      const verifier = await lib.createVerifier(rules({ ...lax, cacheSize: 5 }));
      const opener = await lib.createOpener({ secret: keyBytes(32), now, ...lax });
      const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
      for (const payload of [
        ...[
          "",
          "{}",
          "[]",
          "null",
          "1",
          "x",
          "\ufeff{}",
          "{}\u0000",
          `{"a":${deep}}`,
          deep,
          "{".repeat(9_000),
        ],
        ...['{"exp":1e308}', '{"exp":-1e308}', '{"exp":1e999}', '{"iat":-0}', '{"nbf":1e400}'],
        ...[
          '{"__proto__":null}',
          '{"__proto__":{"exp":1}}',
          '{"toString":1}',
          '{"then":1}',
          '{"aud":[]}',
        ],
        ...['{"\\ud800":1}', '{"a":"\\udfff"}', '{"":{"":[]}}', '{"length":1}', '{"~standard":1}'],
        ...[Uint8Array.of(0xff), Uint8Array.of(0x7b, 0xc3, 0x7d), Uint8Array.of(0)],
      ]) {
        const signed = await forged({ secret: SECRET, payload });
        const sealed = await sealedGcm({ key: keyBytes(32), payload });
        for (const error of [
          await errorOf(() => verifier(signed)),
          await errorOf(() => verifier(signed)),
          await errorOf(() => opener(sealed)),
        ]) {
          const what = payload.slice(0, 20);
          check(error === null || error instanceof lib.TokenError, `${what}: ${error?.stack}`);
        }
      }
    },
  );

  define("claims with a member called then are returned and not awaited", async () => {
    const token = await tokenWith(JSON.parse('{"then":"now"}'));
    equal((await (await lib.createVerifier(HS256))(token))["then"], "now");
  });

  define("each error has its class, its name and its code, under one base", async () => {
    const cases = [
      [lib.MalformedTokenError, "MalformedTokenError", "token-malformed", "x"],
      [
        ...([lib.BadSignatureError, "BadSignatureError", "token-bad-signature"] as const),
        await forged({ secret: OTHER_SECRET, payload: GOOD }),
      ],
      [lib.TokenExpiredError, "TokenExpiredError", "token-expired", await tokenWith({ exp: 1 })],
      [
        ...([lib.TokenNotActiveError, "TokenNotActiveError", "token-not-active"] as const),
        await tokenWith({ nbf: SECOND + 1 }),
      ],
      [lib.TokenClaimError, "TokenClaimError", "token-claim", await tokenWith({ sub: 1 })],
    ] as const;
    const verifier = await lib.createVerifier(HS256);
    for (const [type, name, code, token] of cases) {
      const error = await throwsWith(() => verifier(token), { name, code });
      check(error instanceof type && error instanceof lib.TokenError, name);
      check(error instanceof Error && error.stack?.includes(name) === true, `${name} has a stack`);
      equal(Object.getPrototypeOf(error), type.prototype, name);
    }
    const ring = await lib.keyRing([SECRET, OTHER_SECRET]);
    const named = await lib.createVerifier({ keys: ring, purpose: "p", now });
    const unknown = await throwsWith(async () => named(await tokenWith({})), {
      ...{ name: "TokenKeyError", code: "key-unknown" },
    });
    const unusable = await throwsWith(
      () => lib.createVerifier(rules({ secret: new Uint8Array(9) })),
      {
        ...{ name: "TokenKeyError", code: "key-unusable" },
      },
    );
    for (const error of [unknown, unusable]) {
      check(error instanceof lib.TokenKeyError && error instanceof lib.TokenError, error.name);
    }
    equal(new Set([lib.TokenError, lib.TokenKeyError, ...cases.map(([type]) => type)]).size, 7);
  });

  define("no error contains a token, a secret or the value of a claim", async () => {
    const value = CONFIDENTIAL;
    const thrown: Thrown[] = [];
    const collect = async (run: () => unknown) => {
      const error = await errorOf(run);
      if (error !== null) thrown.push(error);
    };
    const secret = `${CONFIDENTIAL}-${CONFIDENTIAL}`;
    const key = keyBytes(32);
    const payloads = [
      ...["iss", "sub", "jti", "nonce", "aud"].flatMap((claim) => [
        ...[
          { [claim]: value },
          { [claim]: [value] },
          { [claim]: { value } },
          { [claim]: [[value]] },
        ],
      ]),
      ...[{ exp: value }, { nbf: value }, { iat: [value] }, { exp: 1, value }, { nbf: 9e9, value }],
      ...[{ iat: 9e9, value }, { role: value }, `${JSON.stringify({ value })}x`, `"${value}"`],
    ];
    const checks = { issuer: "i", audience: "a", subject: "s", jwtid: "j", nonce: "n", maxAge: 9 };
    const schemas = [
      () => ({ issues: [{ message: value, path: ["role"] }] }),
      () => {
        throw new Error("because");
      },
    ].map((validate) => ({ "~standard": { version: 1, vendor: "suite", validate } }));
    const verifying = [{}, ...Object.entries(checks).map(([name, one]) => ({ [name]: one }))];
    const tokens: string[] = [];
    for (const payload of payloads) {
      for (const header of [
        { alg: "HS256", typ: "JWT" },
        { alg: "HS256", typ: value },
        { alg: value },
      ]) {
        const own = typeof payload === "string" ? payload : { ...GOOD, ...payload };
        const token = await forged({ secret, payload: own, header });
        tokens.push(token);
        for (const more of [...verifying, ...schemas.map((schema) => ({ schema }))]) {
          await collect(async () => (await lib.createVerifier(rules({ secret, ...more })))(token));
        }
        await collect(async () => (await lib.createVerifier(HS256))(token));
        await collect(() => lib.decodeUnverified(token.slice(5)));
        const sealed = await sealedGcm({ key, payload: own, header: { ...header, enc: value } });
        await collect(async () => (await lib.createOpener({ secret: key, now }))(sealed));
        tokens.push(sealed);
      }
      await collect(async () =>
        (await lib.createSigner(rules({ secret, expiresIn: 60 })))(payload),
      );
    }
    for (const given of [
      secret,
      secret.slice(0, 31),
      [secret, secret],
      CONFIDENTIAL,
      [secret, ""],
    ]) {
      await collect(() => lib.keyRing(given));
      await collect(() => lib.createVerifier({ algorithm: "EdDSA", publicKey: given }));
      await collect(() =>
        lib.createSigner({ algorithm: "EdDSA", privateKey: given, expiresIn: 1 }),
      );
      await collect(() => lib.createVerifier({ algorithm: "HS512", secret: given }));
      await collect(() =>
        lib.createVerifier({ algorithm: "HS256", secret: { kty: "oct", k: given } }),
      );
      await collect(() => lib.createOpener({ secret: given }));
      await collect(() => lib.createVerifier({ keys: given, purpose: value }));
      await collect(() => lib.createVerifier(given));
    }
    check(thrown.length > 500, `${thrown.length} errors`);
    const pieces = [value, ...tokens.flatMap((token) => token.split(".").slice(1)), segment(value)];
    const secretive = new Set(pieces.filter((piece) => piece.length > 8));
    for (const error of thrown) {
      const texts = [
        error.message,
        JSON.stringify(error),
        String(error),
        error.stack?.split("\n")[0],
      ];
      const members = JSON.stringify({ ...error, cause: undefined });
      for (const text of [...texts, members]) {
        for (const piece of secretive) {
          check(!text?.includes(piece), `${error.name} contains ${piece}: ${text}`);
        }
      }
    }
  });

  define("44: when any step of verification fails, the token is not accepted", async () => {
    const boom = () => {
      throw new Error("boom");
    };
    const token = await tokenWith({});
    const failing = { "~standard": { version: 1, vendor: "suite", validate: boom } };
    check(
      (await errorOf(async () => (await lib.createVerifier(rules({ now: boom })))(token))) !== null,
      "clock",
    );
    check(
      (await errorOf(async () => (await lib.createVerifier(rules({ schema: failing })))(token))) !==
        null,
      "schema",
    );
    const keys = { kind: "secrets", keys: [{ kid: "k", derive: boom }] };
    check((await errorOf(() => lib.createVerifier({ keys, purpose: "p" }))) !== null, "derive");
    const late = await lib.createVerifier(rules({ now: () => NOW + 60_000 }));
    await throwsWith(() => late(token), { code: "token-expired" });
  });
};
