import { createSigner } from "fast-jwt";
import { compactVerify, SignJWT } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { createSigner as createSignetSigner } from "signet-auth/token";
import { contestant } from "../harness/contestant.ts";
import type { Contestant, Question, Target } from "../harness/question.ts";
import { CLAIMS, type Claims } from "./claims.ts";
import { floorSign, floorVerify } from "./floor.ts";
import type { Kit } from "./kit.ts";

const FLOOR = "floor";
const OURS = "signet";
const JOSE = "jose, CryptoKey";

/** Creates the question: from claims to a token. */
export function signQuestion(kit: Kit): Question {
  const peers = [fastJwt(kit), ...jsonwebtokens(kit)];
  return {
    title: `Sign an ${kit.algorithm} token`,
    about: [
      "One operation: from the claims of a session to a token. All contestants sign the same claims, including `iat` and `exp`, with the same key, and prepare as much as possible beforehand. jose or the floor has verified every token.",
      "The floor is `JSON.stringify`, base64url and the bare primitive with a `KeyObject`; its header is encoded beforehand.",
    ],
    contestants: [
      signer(kit, { name: FLOOR, run: floorSign(kit), check: floorVerify(kit) }),
      signer(kit, { name: OURS, run: ours(kit) }),
      ...peers,
      signer(kit, {
        name: JOSE,
        run: (claims) =>
          new SignJWT({ ...claims })
            .setProtectedHeader({ alg: kit.algorithm, typ: "JWT" })
            .sign(kit.signing.web),
      }),
    ],
    yardsticks: [OURS],
    targets: targetsOf(kit, peers),
  };
}

function targetsOf({ algorithm }: Kit, peers: readonly Contestant[]): Target[] {
  if (algorithm === "HS256") {
    return [
      { ours: OURS, bound: "at most", times: 1.1, against: FLOOR },
      { ours: OURS, bound: "at least", times: 1.5, against: "fast-jwt" },
    ];
  }
  return [
    { ours: OURS, bound: "at most", times: 1.06, against: FLOOR },
    ...[...peers.map(({ name }) => name), JOSE].map(
      (against): Target => ({ ours: OURS, bound: "at least", times: 1, against }),
    ),
  ];
}

function ours({ algorithm, signing }: Kit): (claims: Claims) => string {
  const rest = { expiresIn: "never" } as const;
  return algorithm === "HS256"
    ? createSignetSigner({ algorithm, secret: signing.text, ...rest })
    : createSignetSigner({ algorithm, privateKey: signing.text, ...rest });
}

function fastJwt(kit: Kit): Contestant {
  const run = createSigner({ key: kit.signing.text, algorithm: kit.algorithm });
  return signer(kit, { name: "fast-jwt", run });
}

/** jsonwebtoken does not support EdDSA. */
function jsonwebtokens(kit: Kit): Contestant[] {
  const { algorithm, signing } = kit;
  if (algorithm === "EdDSA") return [];
  const text = algorithm === "HS256" ? "string" : "PEM";
  return [
    signer(kit, {
      name: "jsonwebtoken, KeyObject",
      run: (claims) => jsonwebtoken.sign(claims, signing.object, { algorithm }),
    }),
    signer(kit, {
      name: `jsonwebtoken, ${text}`,
      note: "As in its documentation.",
      run: (claims) => jsonwebtoken.sign(claims, signing.text, { algorithm }),
    }),
  ];
}

function signer(
  { algorithm, verifying }: Kit,
  entry: {
    readonly name: string;
    readonly note?: string;
    readonly run: (claims: Claims) => string | Promise<string>;
    /** Verifies a token. Default: jose. */
    readonly check?: (token: string) => unknown;
  },
): Contestant {
  const { check, ...rest } = entry;
  const verified = async (token: string) => {
    const { payload } = await compactVerify(token, verifying.web, { algorithms: [algorithm] });
    return JSON.parse(new TextDecoder().decode(payload));
  };
  return contestant({
    ...(entry.name !== FLOOR && { floor: FLOOR }),
    ...rest,
    inputs: CLAIMS,
    forged: null,
    answer: check ?? verified,
    expected: CLAIMS,
  });
}
