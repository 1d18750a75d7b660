import type {
  Encrypted,
  OpeningKey,
  SealingKey,
  SigningKey,
  VerifyingKey,
} from "../crypto/contract.ts";
import { contentKey, hmacKey, privateKey, publicKey } from "../crypto/node/index.ts";
import type { NamedKey } from "../keys/chooser.ts";
import { attempt, usableKeys } from "../keys/jwks.ts";
import type { VerifierKeys } from "../keys/options.ts";
import { type ContentPlan, type KeyPlan, nameKeySet, verifyingPlans } from "../keys/plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";

// Each function makes the keys of a checked plan.
type Plan = KeyPlan<Uint8Array>;
type SealedPlan = ContentPlan<Uint8Array>;

export function signingKey(plan: Plan): NamedKey<SigningKey<string>> {
  const key =
    "secret" in plan
      ? hmacKey(plan.algorithm, plan.secret)
      : privateKey(plan.algorithm, plan.material);
  return { kid: plan.kid, serves: plan.algorithm, key };
}

function verifyingKey(plan: Plan): NamedKey<VerifyingKey<boolean>> {
  const key =
    "secret" in plan
      ? hmacKey(plan.algorithm, plan.secret)
      : publicKey(plan.algorithm, plan.material);
  return { kid: plan.kid, serves: plan.algorithm, key };
}

/** Returns the keys of a verifier. Of a key set, only the usable keys. */
export function verifyingKeys(
  options: VerifierKeys<SecretKeyRing>,
): readonly NamedKey<VerifyingKey<boolean>>[] {
  const plans = verifyingPlans(options);
  return nameKeySet(options)
    ? usableKeys(plans.map((plan) => attempt(() => verifyingKey(plan))))
    : plans.map(verifyingKey);
}

export function sealingKey(plan: SealedPlan): NamedKey<SealingKey<Encrypted, string | null>> {
  return { kid: plan.kid, serves: "A256GCM", key: contentKey("A256GCM", plan.secret) };
}

export function openingKey(plan: SealedPlan): NamedKey<OpeningKey<string | null>> {
  const key = contentKey(plan.encryption, plan.secret);
  return { kid: plan.kid, serves: plan.encryption, key };
}
