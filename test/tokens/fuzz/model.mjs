import { isDeepStrictEqual } from "node:util";
import { NOW } from "./keys.mjs";

/**
 * What must be accepted, said a second time and otherwise than the library says it: a disagreement
 * in either direction is a finding.
 */
export function shouldAccept(consumer, headerText, payload) {
  const header = objectOf(headerText);
  const claims = objectOf(payload);
  if (header === null || claims === null) return false;
  return headerFits(consumer, header, headerText) && claimsFit(consumer.verify ?? {}, claims);
}

export function claimsOf(payload) {
  return objectOf(payload);
}

function objectOf(given) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(given),
    );
    const value = JSON.parse(text);
    return Object.prototype.toString.call(value) === "[object Object]" ? value : null;
  } catch {
    return null;
  }
}

function headerFits(consumer, header, headerText) {
  const { alg, enc, typ, kid, crit, b64, zip } = header;
  const texts = [enc, typ, kid].every((one) => one === undefined || typeof one === "string");
  if (!texts || crit !== undefined || zip !== undefined) return false;
  if (b64 !== undefined && b64 !== true) return false;
  if (namesTwice(String(Buffer.from(headerText)))) return false;
  if (alg !== consumer.header.alg || enc !== consumer.header.enc) return false;
  if (consumer.verify?.typ !== false && !/^(application\/)?jwt$/i.test(typ ?? "")) return false;
  if (consumer.kids === undefined) return true;
  return kid === undefined ? consumer.optionalKid === true : consumer.kids.includes(kid);
}

/** Whether an object names a member twice, read character by character. */
function namesTwice(json) {
  const seen = new Set();
  let depth = 0;
  let isName = false;
  for (let at = 0; at < json.length; at++) {
    const one = json[at];
    if (one === '"') {
      let end = at + 1;
      while (json[end] !== '"') end += json[end] === "\\" ? 2 : 1;
      const name = JSON.parse(json.slice(at, end + 1));
      if (depth === 1 && isName) {
        if (seen.has(name)) return true;
        seen.add(name);
        isName = false;
      }
      at = end;
    } else if (one === "{" || one === "[") {
      depth++;
      isName = depth === 1;
    } else if (one === "}" || one === "]") depth--;
    else if (one === "," && depth === 1) isName = true;
  }
  return false;
}

function claimsFit(rules, claims) {
  const { iss, sub, aud, exp, nbf, iat, jti, nonce } = claims;
  const isText = (one) => typeof one === "string";
  const absent = (one) => one === undefined;
  const slack = rules.clockTolerance ? 5 : 0;
  const now = NOW / 1_000;
  return (
    [iss, sub, jti, nonce].every((one) => absent(one) || isText(one)) &&
    [exp, nbf, iat].every((one) => absent(one) || Number.isFinite(one)) &&
    (absent(aud) || isText(aud) || (Array.isArray(aud) && aud.every(isText))) &&
    (rules.requireExpiration === false || !absent(exp)) &&
    (absent(exp) || exp * 1_000 > (now - slack) * 1_000) &&
    (absent(nbf) || nbf * 1_000 <= (now + slack) * 1_000) &&
    (absent(iat) || iat * 1_000 <= (now + slack) * 1_000) &&
    (!rules.maxAge || (!absent(iat) && iat * 1_000 + 3_600_000 > (now - slack) * 1_000)) &&
    (!rules.issuer || rules.issuer.includes(iss)) &&
    (!rules.audience || [aud].flat().includes(rules.audience)) &&
    (!rules.subject || rules.subject === sub) &&
    (!rules.jwtid || rules.jwtid === jti) &&
    (!rules.nonce || rules.nonce === nonce) &&
    (rules.requiredClaims ?? []).every((name) => Object.hasOwn(claims, name))
  );
}

export const sameClaims = (given, expected) => isDeepStrictEqual(plain(given), plain(expected));

/** -0 and 0 are one number to JSON, and a frozen object is no other object. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
