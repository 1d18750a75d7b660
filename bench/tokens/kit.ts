import { createSecretKey, generateKeyPairSync, type KeyObject, type webcrypto } from "node:crypto";
import { SECRET } from "./claims.ts";

/** An algorithm with one key in every form that a contestant accepts. */
export interface Kit {
  readonly algorithm: "HS256" | "RS256" | "ES256" | "EdDSA";
  readonly signing: Forms;
  readonly verifying: Forms;
}

interface Forms {
  readonly object: KeyObject;
  /** The usual form: the secret as a string, or PEM. */
  readonly text: string;
  readonly web: webcrypto.CryptoKey;
}

type WebScheme = Parameters<KeyObject["toCryptoKey"]>[0];

export function hs256(): Kit {
  const object = createSecretKey(SECRET, "utf8");
  const web = object.toCryptoKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign", "verify"]);
  const forms = { object, text: SECRET, web };
  return { algorithm: "HS256", signing: forms, verifying: forms };
}

export function rs256(): Kit {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return ofPair("RS256", pair, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
}

export function es256(): Kit {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return ofPair("ES256", pair, { name: "ECDSA", namedCurve: "P-256" });
}

export function edDsa(): Kit {
  return ofPair("EdDSA", generateKeyPairSync("ed25519"), { name: "Ed25519" });
}

function ofPair(
  algorithm: Kit["algorithm"],
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  scheme: WebScheme,
): Kit {
  return {
    algorithm,
    signing: {
      object: privateKey,
      text: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      web: privateKey.toCryptoKey(scheme, true, ["sign"]),
    },
    verifying: {
      object: publicKey,
      text: publicKey.export({ type: "spki", format: "pem" }).toString(),
      web: publicKey.toCryptoKey(scheme, true, ["verify"]),
    },
  };
}
