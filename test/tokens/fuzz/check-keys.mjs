import { NOW, PRIVATE, SECRET, segment } from "./keys.mjs";
import { isOwn, leaks, outcomeOf } from "./outcome.mjs";

const CODES =
  /^(?:key-unusable|key-unknown|invalid-config|invalid-input|token-bad-signature|token-malformed)$/;
const CLAIMS = { sub: "ada", exp: 4_000_000_000 };
const MEMBERS = ["d", "p", "q", "dp", "dq", "qi"];
/** The start of each private member and of the secret: no error message may contain one of them. */
const SECRET_TEXTS = [
  ...Object.values(PRIVATE).flatMap((jwk) => MEMBERS.flatMap((member) => jwk[member] ?? [])),
  segment(SECRET),
].map((text) => text.slice(0, 24));

/**
 * Checks whether two outcomes are a known difference of the builds. There are three, all for
 * damaged PEM:
 *
 * - OpenSSL ignores bytes after the DER.
 * - The web build reads only the needed fields of a SEC 1 key.
 * - No Web Cryptography implementation compares the modulus of an RSA key in PEM with its other
 *   numbers.
 */
function isKnownDifference({ form }, byNode, byWeb) {
  if (form !== "pem") return false;
  const codes = [byNode, byWeb].map(({ error }) => error?.code ?? "accepted").sort();
  return codes.join() === "accepted,key-unusable";
}

/**
 * Creates the check for inputs of the target "key": both builds must accept the key, or both must
 * refuse it with the same class and code.
 */
export async function createKeyCheck(builds) {
  return async (input) => {
    const problems = [];
    const material = await materialOf(input);
    if (material === undefined) return { problems, outcomes: [`key ${input.form}: no JSON`] };
    const results = [];
    for (const entry of Object.values(builds)) results.push(await use(entry, input, material));
    const [byNode, byWeb] = results;
    const [nodeDetail, webDetail] = results.map(({ detail, summary }) => detail ?? summary);
    if (byNode.summary !== byWeb.summary && !isKnownDifference(input, byNode, byWeb)) {
      problems.push(`the builds differ: node: ${nodeDetail}, web: ${webDetail}`);
    }
    for (const { error } of results) {
      if (error === undefined && input.isPair) problems.push("accepted a key pair as a secret");
      if (error === undefined) continue;
      if (!isOwn(error, builds.node, CODES)) problems.push(`threw ${error?.stack}`);
      else if (leaks(error, SECRET_TEXTS)) {
        problems.push("an error message contains a part of the key");
      }
    }
    return {
      problems,
      outcomes: [`key ${input.form} ${input.half} ${input.algorithm}: ${nodeDetail}`],
    };
  };
}

/** Returns the key of an input as the library takes it, or undefined if it must be JSON and is not. */
async function materialOf({ form, material }) {
  if (form === "bytes") return new Uint8Array(Buffer.from(material, "base64url"));
  if (form !== "json") return material;
  try {
    return JSON.parse(material);
  } catch {
    return undefined;
  }
}

/**
 * Creates a signer or verifier with the key and uses it once, because some unusable keys fail only
 * when they are used.
 */
function use(entry, { half, algorithm }, material) {
  const now = () => NOW;
  return outcomeOf(async () => {
    if (half === "publicKey" || half === "jwks") {
      const verify = await entry.createVerifier({ algorithm, [half]: material, now });
      return await refusalOf(() =>
        verify(`${segment(JSON.stringify({ alg: algorithm, typ: "JWT" }))}.e30.${"A".repeat(86)}`),
      );
    }
    const sign = await entry.createSigner({ algorithm, [half]: material, now });
    const token = await sign(CLAIMS);
    if (half === "secret") {
      const verify = await entry.createVerifier({ algorithm, secret: material, now });
      await verify(token);
    }
    return token.split(".").length;
  });
}

/** Returns the code of the refusal of a token with an invalid signature. Throws any other error. */
async function refusalOf(attempt) {
  const { error, value } = await outcomeOf(attempt);
  if (value !== undefined) throw new Error("A signature of zeros was accepted.");
  if (error.code !== "token-bad-signature" && error.code !== "key-unknown") throw error;
  return error.code;
}
