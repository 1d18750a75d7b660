import { createVerifier as createFastVerifier } from "fast-jwt";
import { jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { createSigner, createVerifier } from "signet-auth/token";
import { createVerifier as createWebVerifier } from "signet-auth/token/web";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant, Question, Target } from "../harness/question.ts";
import { CLAIMS } from "./claims.ts";
import { floorSign, floorVerify } from "./floor.ts";
import type { Kit } from "./kit.ts";

const FLOOR = "floor";
const OURS = "signet";
const JOSE = "jose, CryptoKey";

/** Creates the question: from a token to its claims. */
export async function verifyQuestion(kit: Kit): Promise<Question> {
  const tokens = tokensOf(kit);
  const peers = [fastJwt(kit, tokens), ...jsonwebtokens(kit, tokens)];
  return {
    title: `Verify an ${kit.algorithm} token`,
    about: [
      "One operation: from a token of a session (about 400 characters) to its claims, with a check of `exp`. All contestants verify the same tokens with the same key, prepare as much as possible beforehand, accept only one algorithm, and refused a changed signature before the measurement.",
      "The floor is the bare primitive with a `KeyObject`, base64url and `JSON.parse`. It checks nothing else.",
      "jose runs each operation in another thread. To wake a thread takes several times as long on an idle virtual machine as on a busy one. In the row with sixteen at once, the operations share one wake-up. Our web build does the same work with the same Web Cryptography.",
    ],
    contestants: [
      floor(kit),
      verifier({ name: OURS, tokens, run: ours(kit) }),
      ...peers,
      ...(await onWebCrypto(kit, tokens)),
    ],
    yardsticks: [OURS],
    targets: targetsOf(kit, peers),
  };
}

function targetsOf({ algorithm }: Kit, peers: readonly Contestant[]): Target[] {
  const atLeast = (times: number, against: string): Target => ({
    ours: OURS,
    bound: "at least",
    times,
    against,
  });
  if (algorithm !== "HS256") {
    return [
      { ours: OURS, bound: "at most", times: 1.06, against: FLOOR },
      ...[...peers.map(({ name }) => name), JOSE].map((name) => atLeast(1, name)),
    ];
  }
  return [
    { ours: OURS, bound: "at most", times: 1.1, against: FLOOR },
    atLeast(1.3, "fast-jwt"),
    atLeast(2, "jsonwebtoken, KeyObject"),
    atLeast(6, "jsonwebtoken, string"),
    atLeast(20, JOSE),
  ];
}

/** Returns the tokens of all contestants except the floor. */
function tokensOf({ algorithm, signing }: Kit): string[] {
  const rest = { expiresIn: "never" } as const;
  const sign =
    algorithm === "HS256"
      ? createSigner({ algorithm, secret: signing.text, ...rest })
      : createSigner({ algorithm, privateKey: signing.text, ...rest });
  return CLAIMS.map(sign);
}

function ours({ algorithm, verifying }: Kit): (token: string) => unknown {
  return algorithm === "HS256"
    ? createVerifier({ algorithm, secret: verifying.text })
    : createVerifier({ algorithm, publicKey: verifying.text });
}

/** The floor, with signatures in the encoding of the primitive. */
function floor(kit: Kit): Contestant {
  const tokens = CLAIMS.map(floorSign(kit));
  return contestant({
    name: FLOOR,
    inputs: tokens,
    forged: tamper(tokens[0] ?? ""),
    run: floorVerify(kit),
    answer: (claims) => claims,
    expected: CLAIMS,
  });
}

function fastJwt({ algorithm, verifying }: Kit, tokens: readonly string[]): Contestant {
  const run = createFastVerifier({ key: verifying.text, algorithms: [algorithm] });
  return verifier({ name: "fast-jwt", tokens, run });
}

/** jsonwebtoken does not support EdDSA. */
function jsonwebtokens({ algorithm, verifying }: Kit, tokens: readonly string[]): Contestant[] {
  if (algorithm === "EdDSA") return [];
  const text = algorithm === "HS256" ? "string" : "PEM";
  return [
    verifier({
      name: "jsonwebtoken, KeyObject",
      tokens,
      run: (token) => jsonwebtoken.verify(token, verifying.object, { algorithms: [algorithm] }),
    }),
    verifier({
      name: `jsonwebtoken, ${text}`,
      note: "As in its documentation.",
      tokens,
      run: (token) => jsonwebtoken.verify(token, verifying.text, { algorithms: [algorithm] }),
    }),
  ];
}

async function onWebCrypto(kit: Kit, tokens: readonly string[]): Promise<Contestant[]> {
  const { algorithm, verifying } = kit;
  const web =
    algorithm === "HS256"
      ? await createWebVerifier({ algorithm, secret: verifying.web })
      : await createWebVerifier({ algorithm, publicKey: verifying.web });
  const run = async (token: string) =>
    (await jwtVerify(token, verifying.web, { algorithms: [algorithm] })).payload;
  return [
    verifier({ name: JOSE, tokens, run }),
    verifier({ name: `${JOSE}, 16 at once`, allAtOnce: true, tokens, run }),
    verifier({ name: "signet, web build", tokens, run: web }),
    verifier({ name: "signet, web build, 16 at once", allAtOnce: true, tokens, run: web }),
  ];
}

/** A contestant that turns a token into claims. */
function verifier(entry: {
  readonly name: string;
  readonly note?: string;
  readonly allAtOnce?: boolean;
  readonly tokens: readonly string[];
  readonly run: (token: string) => unknown;
}): Contestant {
  const { tokens, ...rest } = entry;
  return contestant({
    floor: FLOOR,
    ...rest,
    inputs: tokens,
    forged: tamper(tokens[0] ?? ""),
    answer: (claims) => claims,
    expected: CLAIMS,
  });
}
