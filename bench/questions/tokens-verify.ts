import { createSigner, createVerifier } from "fast-jwt";
import { jwtVerify, SignJWT } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { judge, parseLifetime } from "../../packages/signet/dist/session/lifetime.js";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant, Question } from "../harness/question.ts";
import { CLAIMS, type Claims, SECRET } from "../tokens/claims.ts";
import { floorVerify } from "../tokens/floor.ts";
import { bytes, cryptoKey, keyObject } from "../tokens/peer-keys.ts";
import { signet, signetKey } from "../tokens/signet.ts";

const FLOOR = "floor";
const OURS = "signet";
const OURS_AND_TIMES = "signet, times judged too";

export async function ask(): Promise<Question> {
  return {
    title: "Verify an HS256 token",
    about: [
      "One operation: from a token of a session (400 characters) to its claims. Everybody verifies the same claims under a secret of the same size, prepares what can be prepared, accepts HS256 alone, and has been seen to refuse a changed signature.",
      "The floor is `createHmac` with a `KeyObject`, `timingSafeEqual` and `JSON.parse`. Signet leaves the times to the engine, where the peers check `exp` themselves; so that nobody is compared with less work, the peers are held against the row that judges the times too.",
      "jose hands each operation to another thread, and waking one takes several times as long on an idle virtual machine as on a busy one; the row with sixteen at once shares the waking.",
    ],
    contestants: [...ours(), ...jsonwebtokens(), ...fastJwts(), ...(await joses())],
    yardsticks: [OURS_AND_TIMES],
    targets: [
      { ours: OURS, bound: "at most", times: 1.1, against: FLOOR },
      { ours: OURS_AND_TIMES, bound: "at least", times: 1.3, against: "fast-jwt" },
      { ours: OURS_AND_TIMES, bound: "at least", times: 2, against: "jsonwebtoken, KeyObject" },
      { ours: OURS_AND_TIMES, bound: "at least", times: 6, against: "jsonwebtoken, string" },
      { ours: OURS_AND_TIMES, bound: "at least", times: 20, against: "jose, CryptoKey" },
    ],
  };
}

/** A contestant that turns a token into claims. */
function verifier<Result>(entry: {
  readonly name: string;
  readonly note?: string;
  readonly floor?: string;
  readonly allAtOnce?: boolean;
  readonly tokens: readonly string[];
  readonly run: (token: string) => Result | Promise<Result>;
  readonly answer: (result: Result) => unknown;
}): Contestant {
  const { tokens, ...rest } = entry;
  return contestant({
    floor: FLOOR,
    ...rest,
    inputs: tokens,
    forged: tamper(tokens[0] ?? ""),
    expected: CLAIMS,
  });
}

const asIs = (claims: unknown): unknown => claims;

function ours(): Contestant[] {
  const tokens = CLAIMS.map((claims) => signet.sign(claims));
  const lifetime = parseLifetime(undefined);
  return [
    contestant({
      name: FLOOR,
      inputs: tokens,
      forged: tamper(tokens[0] ?? ""),
      run: (token) => floorVerify(signetKey, token),
      answer: asIs,
      expected: CLAIMS,
    }),
    verifier({
      name: OURS,
      tokens,
      run: signet.verify,
      answer: (proof) => (proof.ok ? proof.claims : null),
    }),
    verifier({
      name: OURS_AND_TIMES,
      tokens,
      run(token) {
        const proof = signet.verify(token);
        if (!proof.ok) return null;
        // This very file made the token, so its claims are of this form.
        const { created, iat, exp } = proof.claims as unknown as Claims;
        const times = { createdAt: created * 1e3, renewedAt: iat * 1e3, expiresAt: exp * 1e3 };
        return judge(times, lifetime, Date.now()).live ? proof.claims : null;
      },
      answer: asIs,
    }),
  ];
}

function jsonwebtokens(): Contestant[] {
  const tokens = CLAIMS.map((claims) =>
    jsonwebtoken.sign(claims, keyObject, { algorithm: "HS256" }),
  );
  return [
    verifier({
      name: "jsonwebtoken, KeyObject",
      tokens,
      run: (token) => jsonwebtoken.verify(token, keyObject, { algorithms: ["HS256"] }),
      answer: asIs,
    }),
    verifier({
      name: "jsonwebtoken, string",
      note: "What its documentation shows.",
      tokens,
      run: (token) => jsonwebtoken.verify(token, SECRET, { algorithms: ["HS256"] }),
      answer: asIs,
    }),
  ];
}

function fastJwts(): Contestant[] {
  const tokens = CLAIMS.map(createSigner({ key: SECRET, algorithm: "HS256" }));
  return [
    verifier({
      name: "fast-jwt",
      tokens,
      run: createVerifier({ key: SECRET, algorithms: ["HS256"] }),
      answer: asIs,
    }),
    verifier({
      name: "fast-jwt, cached",
      note: "Has seen each token before and does not verify it again.",
      tokens,
      run: createVerifier({ key: SECRET, algorithms: ["HS256"], cache: true }),
      answer: asIs,
    }),
  ];
}

async function joses(): Promise<Contestant[]> {
  const sign = (claims: Claims) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(cryptoKey);
  const tokens = await Promise.all(CLAIMS.map(sign));
  return [
    verifier({
      name: "jose, CryptoKey",
      tokens,
      run: (token) => jwtVerify(token, cryptoKey, { algorithms: ["HS256"] }),
      answer: ({ payload }) => payload,
    }),
    verifier({
      name: "jose, CryptoKey, 16 at once",
      allAtOnce: true,
      tokens,
      run: (token) => jwtVerify(token, cryptoKey, { algorithms: ["HS256"] }),
      answer: ({ payload }) => payload,
    }),
    verifier({
      name: "jose, Uint8Array",
      note: "What its documentation shows.",
      tokens,
      run: (token) => jwtVerify(token, bytes, { algorithms: ["HS256"] }),
      answer: ({ payload }) => payload,
    }),
  ];
}
