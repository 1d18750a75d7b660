import { createVerifier as createFastVerifier } from "fast-jwt";
import { createSigner, createVerifier } from "signet-auth/token";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant, Question } from "../harness/question.ts";
import { CLAIMS } from "../tokens/claims.ts";
import { hs256, type Kit, rs256 } from "../tokens/kit.ts";

/** Verification of a token that was verified before. */
export async function ask(): Promise<Question> {
  const contestants = [...cachedBy(hs256()), ...cachedBy(rs256())];
  return {
    title: "Verify a token that was verified before",
    about: [
      "One operation: from one of sixteen tokens, each verified once before, to its claims. Each token is a new text, cut from a header as in a server, because a second look-up of the same text object is faster.",
      "Ours checks `exp`, `nbf`, `iat` and `maxAge` again each time and returns frozen claims.",
    ],
    contestants,
    yardsticks: ["signet, HS256"],
    targets: [
      { ours: "signet, HS256", bound: "at most", nanoseconds: 300 },
      { ours: "signet, RS256", bound: "at most", nanoseconds: 300 },
      { ours: "signet, HS256", bound: "at least", times: 5, against: "fast-jwt, HS256" },
      { ours: "signet, RS256", bound: "at least", times: 5, against: "fast-jwt, RS256" },
    ],
  };
}

function cachedBy({ algorithm, signing, verifying }: Kit): Contestant[] {
  const sign =
    algorithm === "HS256"
      ? createSigner({ algorithm, secret: signing.text, expiresIn: "never" })
      : createSigner({ algorithm, privateKey: signing.text, expiresIn: "never" });
  const headers = CLAIMS.map((claims) => `Bearer ${sign(claims)}`);
  const verify =
    algorithm === "HS256"
      ? createVerifier({ algorithm, secret: verifying.text, cacheSize: 1_000 })
      : createVerifier({ algorithm, publicKey: verifying.text, cacheSize: 1_000 });
  const fast = createFastVerifier({ key: verifying.text, algorithms: [algorithm], cache: 1_000 });
  return [
    cached(`signet, ${algorithm}`, headers, verify),
    cached(`fast-jwt, ${algorithm}`, headers, fast),
  ];
}

function cached(
  name: string,
  headers: readonly string[],
  verify: (token: string) => unknown,
): Contestant {
  return contestant({
    name,
    inputs: headers,
    forged: tamper(headers[0] ?? ""),
    run: (header) => verify(header.slice("Bearer ".length)),
    answer: (claims) => claims,
    expected: CLAIMS,
  });
}
