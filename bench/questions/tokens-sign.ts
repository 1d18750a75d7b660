import type { KeyObject } from "node:crypto";
import { createSigner } from "fast-jwt";
import { SignJWT } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { contestant } from "../harness/contestant.ts";
import type { Contestant, Question } from "../harness/question.ts";
import { CLAIMS, type Claims, SECRET } from "../tokens/claims.ts";
import { floorSign, floorVerify } from "../tokens/floor.ts";
import { bytes, cryptoKey, keyObject } from "../tokens/peer-keys.ts";
import { signet, signetHeader, signetKey } from "../tokens/signet.ts";

const FLOOR = "floor";
const OURS = "signet";

export async function ask(): Promise<Question> {
  return {
    title: "Sign an HS256 token",
    about: [
      "One operation: from the claims of a session to a token. Everybody signs the same claims (`iat` and `exp` among them) under a secret of the same size and prepares what can be prepared; every token has been verified by the floor.",
      "The floor is `JSON.stringify`, base64url and `createHmac` with a `KeyObject`; its header is encoded beforehand.",
    ],
    contestants: [
      signer(FLOOR, signetKey, (claims) => floorSign(signetKey, signetHeader, claims)),
      signer(OURS, signetKey, signet.sign),
      signer("fast-jwt", keyObject, createSigner({ key: SECRET, algorithm: "HS256" })),
      signer("jsonwebtoken, KeyObject", keyObject, (claims) =>
        jsonwebtoken.sign(claims, keyObject, { algorithm: "HS256" }),
      ),
      signer("jsonwebtoken, string", keyObject, (claims) =>
        jsonwebtoken.sign(claims, SECRET, { algorithm: "HS256" }),
      ),
      signer("jose, CryptoKey", keyObject, (claims) => joseSign(claims, cryptoKey)),
      signer("jose, Uint8Array", keyObject, (claims) => joseSign(claims, bytes)),
    ],
    yardsticks: [OURS],
    targets: [
      { ours: OURS, bound: "at most", times: 1.1, against: FLOOR },
      { ours: OURS, bound: "at least", times: 1.5, against: "fast-jwt" },
    ],
  };
}

function signer(
  name: string,
  key: KeyObject,
  run: (claims: Claims) => string | Promise<string>,
): Contestant {
  return contestant({
    name,
    ...(name !== FLOOR && { floor: FLOOR }),
    inputs: CLAIMS,
    forged: null,
    run,
    answer: (token) => floorVerify(key, token),
    expected: CLAIMS,
  });
}

function joseSign(claims: Claims, key: typeof cryptoKey | Uint8Array): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(key);
}
