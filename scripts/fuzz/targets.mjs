import { Buffer } from "node:buffer";
import { PAYLOAD, tokenOf } from "./consumers.mjs";
import { disguised } from "./disguise.mjs";
import { PEMS, PRIVATE, PUBLIC, SECRET, segment } from "./keys.mjs";
import * as mutate from "./mutate.mjs";

/** What each target makes of random numbers: an input that JSON holds, so that it can be kept. */
export const GENERATORS = {
  token(random, { consumers, kept }) {
    const goods = consumers.map(({ good }) => good);
    const base = random.chance(80) ? random.pick(goods) : (random.pick(kept)?.text ?? goods[0]);
    return { target: "token", text: strangeToken(random, base, goods) };
  },

  header(random, { consumers }) {
    const consumer = random.pick(consumers);
    return {
      target: "header",
      consumer: consumer.name,
      header: segment(strangeJson(random, consumer.header)),
    };
  },

  payload(random, { consumers }) {
    const consumer = random.pick(consumers);
    return {
      target: "payload",
      consumer: consumer.name,
      payload: segment(strangeJson(random, PAYLOAD)),
    };
  },

  key(random, { kept }) {
    const again = random.chance(20) ? random.pick(kept) : undefined;
    if (again?.material && !again.isPair) {
      return { ...again, material: mutate.text(random, again.material) };
    }
    return random.pick([pemKey, derKey, jwkKey, setKey, secretKey, pairAsSecret])(random);
  },
};

function strangeJson(random, given) {
  const made = mutate.object(random, given);
  return random.chance(8) ? mutate.bytes(random, Buffer.from(made)) : made;
}

function strangeToken(random, base, goods) {
  const parts = base.split(".");
  const at = random.below(parts.length);
  const other = random.pick(random.pick(goods).split("."));
  switch (random.below(8)) {
    case 0:
      return parts.with(at, other).join(".");
    case 1:
      return parts
        .with(at, segment(mutate.bytes(random, Buffer.from(parts[at], "base64url"))))
        .join(".");
    case 2:
      return parts.toSpliced(at, 1).join(".");
    case 3:
      return parts.toSpliced(at, 0, other).join(".");
    case 4:
      return parts.with(at, parts[at].slice(0, -1) + random.pick([..."ABCDEFGHgwQ_-"])).join(".");
    case 5:
      return (
        random.pick(["", " ", ".", "..", "....", "null", "Bearer "]) +
        base.slice(0, random.below(300))
      );
    default:
      return mutate.text(random, base);
  }
}

const halfOf = (jwk) => (jwk.d ? "privateKey" : "publicKey");
const algorithmOf = (random, own) =>
  random.chance(85) ? own : random.pick([...Object.keys(PRIVATE), "ES384", "RS512", "HS256"]);

function pemKey(random) {
  const { algorithm, half, pem } = random.pick(PEMS);
  const material = mutate.text(random, pem);
  return { target: "key", form: "pem", half, algorithm: algorithmOf(random, algorithm), material };
}

function derKey(random) {
  const { algorithm, half, pem } = random.pick(PEMS);
  const [first = "", ...rest] = pem.trim().split("\n");
  const der = mutate.bytes(random, Buffer.from(rest.slice(0, -1).join(""), "base64"));
  const material = [first, der.toString("base64"), rest.at(-1)].join("\n");
  return { target: "key", form: "pem", half, algorithm: algorithmOf(random, algorithm), material };
}

function jwkKey(random) {
  const [algorithm, jwk] = random.pick([...Object.entries(PRIVATE), ...Object.entries(PUBLIC)]);
  const material = strangeJwk(random, jwk);
  const half = random.chance(90) ? halfOf(jwk) : random.pick(["privateKey", "publicKey", "secret"]);
  return { target: "key", form: "json", half, algorithm: algorithmOf(random, algorithm), material };
}

function strangeJwk(random, jwk) {
  const [name, value] = random.pick(Object.entries(jwk));
  if (name === "kty" || name === "crv" || random.chance(50)) return mutate.object(random, jwk);
  const changed = mutate.bytes(random, Buffer.from(value, "base64url"));
  return JSON.stringify({ ...jwk, [name]: segment(changed) });
}

function setKey(random) {
  const members = Array.from({ length: random.below(4) }, () => {
    const jwk = random.pick([...Object.values(PUBLIC), PRIVATE.EdDSA]);
    return random.chance(60)
      ? JSON.stringify({ ...jwk, kid: random.pick("ab") })
      : strangeJwk(random, jwk);
  });
  const material = `{"keys":[${members.join(",")}]}`;
  const made = random.chance(10) ? mutate.text(random, material) : material;
  return {
    target: "key",
    form: "json",
    half: "jwks",
    algorithm: algorithmOf(random, "EdDSA"),
    material: made,
  };
}

function secretKey(random) {
  const algorithm = random.pick(["HS256", "HS384", "HS512"]);
  const given = { target: "key", half: "secret", algorithm };
  switch (random.below(4)) {
    case 0:
      return {
        ...given,
        form: "bytes",
        material: segment(mutate.bytes(random, SECRET.subarray(0, random.below(65)))),
      };
    case 1:
      return {
        ...given,
        form: "json",
        material: mutate.object(random, { kty: "oct", k: segment(SECRET) }),
      };
    case 2:
      return { ...given, form: "text", material: mutate.text(random, random.pick(PEMS).pem) };
    default:
      return {
        ...given,
        form: "text",
        material: mutate.text(random, JSON.stringify(PUBLIC.ES256)),
      };
  }
}

function pairAsSecret(random) {
  const algorithm = random.pick(["HS256", "HS384", "HS512"]);
  const material = disguised(random);
  return { target: "key", form: "text", half: "secret", algorithm, material, isPair: true };
}

/** The token that a header or payload target stands for. */
export function tokenFor(consumer, input) {
  const part = (encoded, own) =>
    encoded === undefined ? JSON.stringify(own) : Buffer.from(encoded, "base64url");
  const header = part(input.header, consumer.header);
  const payload = part(input.payload, PAYLOAD);
  return { header, payload, token: tokenOf(consumer, header, payload) };
}
