import type { NamedKey } from "./chooser.ts";
import type { Encryption } from "./crypto/algorithms.ts";
import type {
  Encrypted,
  OpeningKey,
  SealingKey,
  SigningKey,
  VerifyingKey,
} from "./crypto/contract.ts";
import { contentKey, hmacKey, privateKey, publicKey } from "./crypto/node/index.ts";
import { keysOfSet } from "./jwks.ts";
import {
  type OpenerKeys,
  RING_ALGORITHM,
  RING_KEY_BYTES,
  type SealerKeys,
  type SignerKeys,
  sealingPurpose,
  signingPurpose,
  type VerifierKeys,
} from "./key-options.ts";
import type { SecretKeyRing } from "./key-ring.ts";
import { secretOption } from "./secret-option.ts";

/** The key that signs, under its name. The options are checked already. */
export function signingKey(options: SignerKeys<SecretKeyRing>): NamedKey<SigningKey<string>> {
  if ("secret" in options) {
    return named(options.kid, hmacKey(options.algorithm, secretOption(options)));
  }
  if ("privateKey" in options) {
    return named(options.kid, privateKey(options.algorithm, options.privateKey));
  }
  if ("purpose" in options) {
    const [first] = options.keys.keys;
    return named(
      first.kid,
      hmacKey(RING_ALGORITHM, first.derive(signingPurpose(options.purpose), RING_KEY_BYTES)),
    );
  }
  const { keys: pairs, privateKey: material } = options.keys;
  return named(pairs[0].kid, privateKey(pairs[0].algorithm, material()));
}

/** The keys that verify. */
export function verifyingKeys(
  options: VerifierKeys<SecretKeyRing>,
): readonly NamedKey<VerifyingKey<boolean>>[] {
  if ("secret" in options) {
    return [named(undefined, hmacKey(options.algorithm, secretOption(options)))];
  }
  if ("publicKey" in options) {
    return [named(undefined, publicKey(options.algorithm, options.publicKey))];
  }
  if ("jwks" in options) {
    return keysOfSet(options).map(({ kid, algorithm, jwk }) =>
      named(kid ?? undefined, publicKey(algorithm, jwk)),
    );
  }
  if ("purpose" in options) {
    const purpose = signingPurpose(options.purpose);
    return options.keys.keys.map(({ kid, derive }) =>
      named(kid, hmacKey(RING_ALGORITHM, derive(purpose, RING_KEY_BYTES))),
    );
  }
  return options.keys.keys.map(({ kid, algorithm, publicJwk }) =>
    named(kid, publicKey(algorithm, publicJwk)),
  );
}

/** The key that seals, and its name. */
export function sealingKey(
  options: SealerKeys<SecretKeyRing>,
): NamedKey<SealingKey<Encrypted, string | null>> {
  if ("secret" in options) {
    const key = contentKey("A256GCM", secretOption(options));
    return { kid: options.kid ?? null, serves: "A256GCM", key };
  }
  const [{ kid, derive }] = options.keys.keys;
  const bytes = derive(sealingPurpose(options.purpose), RING_KEY_BYTES);
  return { kid, serves: "A256GCM", key: contentKey("A256GCM", bytes) };
}

/** The keys that open. */
export function openingKeys(
  options: OpenerKeys<SecretKeyRing>,
): readonly NamedKey<OpeningKey<string | null>>[] {
  if ("secret" in options) {
    const encryption: Encryption = options.encryption ?? "A256GCM";
    return [{ kid: null, serves: encryption, key: contentKey(encryption, secretOption(options)) }];
  }
  const purpose = sealingPurpose(options.purpose);
  return options.keys.keys.map(({ kid, derive }) => {
    const key = contentKey("A256GCM", derive(purpose, RING_KEY_BYTES));
    return { kid, serves: "A256GCM", key };
  });
}

function named<Key extends { readonly algorithm: string }>(
  kid: string | undefined,
  key: Key,
): NamedKey<Key> {
  return { kid: kid ?? null, serves: key.algorithm, key };
}
