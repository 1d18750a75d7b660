import { createDecoder } from "fast-jwt";
import { decodeJwt } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { createSigner, decodeUnverified } from "signet-auth/token";
import { contestant } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS, SECRET } from "../tokens/claims.ts";

const OURS = "signet decodeUnverified";
const tokens = CLAIMS.map(createSigner({ algorithm: "HS256", secret: SECRET, expiresIn: "never" }));

export async function ask(): Promise<Question> {
  return {
    title: "Decode a token without verifying it",
    about: ["One operation: from a token to its claims, without verification."],
    contestants: [
      looking(OURS, (token) => decodeUnverified(token).payload),
      looking("fast-jwt", createDecoder()),
      looking("jsonwebtoken", (token) => jsonwebtoken.decode(token)),
      looking("jose", (token) => decodeJwt(token)),
    ],
    yardsticks: [OURS],
    targets: [],
  };
}

function looking(name: string, run: (token: string) => unknown) {
  return contestant({
    name,
    inputs: tokens,
    forged: null,
    run,
    answer: (claims) => ({ ...Object(claims) }),
    expected: CLAIMS,
  });
}
