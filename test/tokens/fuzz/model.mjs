import { isDeepStrictEqual } from "node:util";
import { NOW } from "./keys.mjs";

/**
 * Checks whether a consumer must accept a correctly signed or sealed token. This is a second
 * implementation of the rules, independent of the library. Each difference from the library is a
 * finding.
 */
export function shouldAccept(consumer, headerText, payload) {
  const header = objectOf(headerText);
  const claims = objectOf(payload);
  if (header === null || claims === null) return false;
  return headerFits(consumer, header, headerText) && claimsFit(consumer.verify ?? {}, claims);
}

/** Returns the claims of a payload, or null if it is not the JSON of an object in UTF-8. */
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
  const haveTypes = [enc, typ, kid].every(
    (value) => value === undefined || typeof value === "string",
  );
  if (!haveTypes || crit !== undefined || zip !== undefined) return false;
  if (b64 !== undefined && b64 !== true) return false;
  if (hasDuplicateNames(String(Buffer.from(headerText)))) return false;
  if (alg !== consumer.header.alg || enc !== consumer.header.enc) return false;
  if (consumer.verify?.typ !== false && !/^(application\/)?jwt$/i.test(typ ?? "")) return false;
  if (consumer.kids === undefined) return true;
  return kid === undefined ? consumer.optionalKid === true : consumer.kids.includes(kid);
}

/** Checks whether the outer object of a valid JSON text has a duplicate member name. */
function hasDuplicateNames(json) {
  const seen = new Set();
  let depth = 0;
  let isName = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') {
      let end = at + 1;
      while (json[end] !== '"') end += json[end] === "\\" ? 2 : 1;
      const name = JSON.parse(json.slice(at, end + 1));
      if (depth === 1 && isName) {
        if (seen.has(name)) return true;
        seen.add(name);
        isName = false;
      }
      at = end;
    } else if (character === "{" || character === "[") {
      depth++;
      isName = depth === 1;
    } else if (character === "}" || character === "]") depth--;
    else if (character === "," && depth === 1) isName = true;
  }
  return false;
}

function claimsFit(rules, claims) {
  const { iss, sub, aud, exp, nbf, iat, jti, nonce } = claims;
  const isText = (value) => typeof value === "string";
  const isAbsent = (value) => value === undefined;
  const tolerance = rules.clockTolerance ? 5 : 0;
  const now = NOW / 1_000;
  return (
    [iss, sub, jti, nonce].every((value) => isAbsent(value) || isText(value)) &&
    [exp, nbf, iat].every((value) => isAbsent(value) || Number.isFinite(value)) &&
    (isAbsent(aud) || isText(aud) || (Array.isArray(aud) && aud.every(isText))) &&
    (rules.requireExpiration === false || !isAbsent(exp)) &&
    (isAbsent(exp) || exp * 1_000 > (now - tolerance) * 1_000) &&
    (isAbsent(nbf) || nbf * 1_000 <= (now + tolerance) * 1_000) &&
    (isAbsent(iat) || iat * 1_000 <= (now + tolerance) * 1_000) &&
    (!rules.maxAge || (!isAbsent(iat) && iat * 1_000 + 3_600_000 > (now - tolerance) * 1_000)) &&
    (!rules.issuer || rules.issuer.includes(iss)) &&
    (!rules.audience || [aud].flat().includes(rules.audience)) &&
    (!rules.subject || rules.subject === sub) &&
    (!rules.jwtid || rules.jwtid === jti) &&
    (!rules.nonce || rules.nonce === nonce) &&
    (rules.requiredClaims ?? []).every((name) => Object.hasOwn(claims, name))
  );
}

/** Checks whether verified claims equal the signed claims. */
export const sameClaims = (verified, signed) => isDeepStrictEqual(plain(verified), plain(signed));

/** Returns a copy that was written and parsed as JSON. JSON writes -0 as 0. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
