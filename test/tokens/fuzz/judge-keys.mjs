import { NOW, PRIVATE, SECRET, segment } from "./keys.mjs";
import { isOwn, leaks, outcomeOf } from "./outcome.mjs";

const CODES =
  /^(?:key-unusable|key-unknown|invalid-config|invalid-input|token-bad-signature|token-malformed)$/;
const CLAIMS = { sub: "ada", exp: 4_000_000_000 };
const MEMBERS = ["d", "p", "q", "dp", "dq", "qi"];
const NEEDLES = [
  ...Object.values(PRIVATE).flatMap((jwk) => MEMBERS.flatMap((member) => jwk[member] ?? [])),
  segment(SECRET),
].map((needle) => needle.slice(0, 24));

/**
 * Where the engines themselves differ, on damaged PEM alone: OpenSSL passes over bytes behind the
 * DER; of SEC 1, the web build reads no more than it needs; and no engine of Web Cryptography holds
 * the modulus of an RSA key in PEM against the rest of it.
 */
function isKnown({ form }, byNode, byWeb) {
  if (form !== "pem") return false;
  const taken = "accepted";
  const codes = [byNode, byWeb].map(({ error }) => error?.code ?? taken).sort();
  return codes.join() === `${taken},key-unusable`;
}

/** Judges an input that is a key: whether both builds take it or refuse it alike, and by name. */
export async function keyJudge(builds) {
  return async (input) => {
    const problems = [];
    const given = await materialOf(input);
    if (given === undefined) return { problems, shapes: [`key ${input.form}: no JSON`] };
    const outcomes = [];
    for (const entry of Object.values(builds)) outcomes.push(await use(entry, input, given));
    const [byNode, byWeb] = outcomes;
    if (byNode.shape !== byWeb.shape && !isKnown(input, byNode, byWeb)) {
      problems.push(
        `node says ${byNode.words ?? byNode.shape}, web says ${byWeb.words ?? byWeb.shape}`,
      );
    }
    for (const { error } of outcomes) {
      if (error === undefined && input.isPair) problems.push("took a key pair for a secret");
      if (error === undefined) continue;
      if (!isOwn(error, builds.node, CODES)) problems.push(`threw ${error?.stack}`);
      else if (leaks(error, NEEDLES)) problems.push("a message shows the key");
    }
    const { words, shape } = byNode;
    return {
      problems,
      shapes: [`key ${input.form} ${input.half} ${input.algorithm}: ${words ?? shape}`],
    };
  };
}

async function materialOf({ form, material }) {
  if (form === "bytes") return new Uint8Array(Buffer.from(material, "base64url"));
  if (form !== "json") return material;
  try {
    return JSON.parse(material);
  } catch {
    return undefined;
  }
}

/** Makes what the key is for and uses it once, so that a key which only seems to serve shows. */
function use(entry, { half, algorithm }, given) {
  const now = () => NOW;
  return outcomeOf(async () => {
    if (half === "publicKey" || half === "jwks") {
      const verify = await entry.createVerifier({ algorithm, [half]: given, now });
      return await refusal(() =>
        verify(`${segment(JSON.stringify({ alg: algorithm, typ: "JWT" }))}.e30.${"A".repeat(86)}`),
      );
    }
    const sign = await entry.createSigner({ algorithm, [half]: given, now });
    const token = await sign(CLAIMS);
    if (half === "secret") {
      const verify = await entry.createVerifier({ algorithm, secret: given, now });
      await verify(token);
    }
    return token.split(".").length;
  });
}

/** A key that verifies has to refuse what nobody signed, in the library's own words. */
async function refusal(ask) {
  const { error, value } = await outcomeOf(ask);
  if (value !== undefined) throw new Error("A signature of zeros was accepted.");
  if (error.code !== "token-bad-signature" && error.code !== "key-unknown") throw error;
  return error.code;
}
