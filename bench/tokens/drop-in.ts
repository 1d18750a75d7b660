import type { KeyObject } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import signet from "signet-auth/jsonwebtoken";
import type { Target } from "../harness/question.ts";
import { es256, hs256, type Kit, rs256 } from "./kit.ts";

/** A call for both jsonwebtoken and the drop-in replacement. */
export interface Call {
  /** Such as "HS256, string". */
  readonly what: string;
  readonly algorithm: "HS256" | "RS256" | "ES256";
  readonly signing: string | KeyObject;
  readonly verifying: string | KeyObject;
}

export interface Side {
  readonly name: string;
  sign(claims: object, call: Call): string;
  verify(token: string, call: Call): unknown;
}

export const calls: readonly Call[] = [hs256(), rs256(), es256()].flatMap(callsOf);

export const sides: readonly [ours: Side, theirs: Side] = [
  {
    name: "signet",
    sign: (claims, { signing, algorithm }) => signet.sign({ ...claims }, signing, { algorithm }),
    verify: (token, { verifying, algorithm }) =>
      signet.verify(token, verifying, { algorithms: [algorithm] }),
  },
  {
    name: "jsonwebtoken",
    sign: (claims, { signing, algorithm }) =>
      jsonwebtoken.sign({ ...claims }, signing, { algorithm }),
    verify: (token, { verifying, algorithm }) =>
      jsonwebtoken.verify(token, verifying, { algorithms: [algorithm] }),
  },
];

/** Returns the targets: four times as fast with a string secret; elsewhere the primitive is the limit. */
export function targets(): Target[] {
  return calls.map(({ what }) => ({
    ours: `signet, ${what}`,
    bound: "at least",
    times: what === "HS256, string" ? 4 : 1,
    against: `jsonwebtoken, ${what}`,
  }));
}

function callsOf({ algorithm, signing, verifying }: Kit): Call[] {
  if (algorithm === "EdDSA") return [];
  const text = algorithm === "HS256" ? "string" : "PEM";
  return [
    {
      what: `${algorithm}, ${text}`,
      algorithm,
      signing: signing.text,
      verifying: verifying.text,
    },
    {
      what: `${algorithm}, KeyObject`,
      algorithm,
      signing: signing.object,
      verifying: verifying.object,
    },
  ];
}
