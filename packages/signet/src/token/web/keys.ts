import type {
  Encrypted,
  OpeningKey,
  SealingKey,
  SigningKey,
  VerifyingKey,
} from "../crypto/contract.ts";
import { contentKey, hmacKey, privateKey, publicKey } from "../crypto/web/index.ts";
import type { NamedKey } from "../keys/chooser.ts";
import { unusable, usableKeys } from "../keys/jwks.ts";
import type { VerifierKeys } from "../keys/options.ts";
import { type ContentPlan, type KeyPlan, nameKeySet, verifyingPlans } from "../keys/plan.ts";
import type { SecretKeyRing } from "./key-ring.ts";

// Each function makes the keys of a checked plan.
type Plan = KeyPlan<Promise<Uint8Array>>;
type SealedPlan = ContentPlan<Promise<Uint8Array>>;

export async function signingKey(plan: Plan): Promise<NamedKey<SigningKey<Promise<string>>>> {
  const key =
    "secret" in plan
      ? await hmacKey(plan.algorithm, await plan.secret)
      : await privateKey(plan.algorithm, plan.material);
  return { kid: plan.kid, serves: plan.algorithm, key };
}

async function verifyingKey(plan: Plan): Promise<NamedKey<VerifyingKey<Promise<boolean>>>> {
  const key =
    "secret" in plan
      ? await hmacKey(plan.algorithm, await plan.secret)
      : await publicKey(plan.algorithm, plan.material);
  return { kid: plan.kid, serves: plan.algorithm, key };
}

/** Returns the keys of a verifier. Of a key set, only the usable keys. */
export async function verifyingKeys(
  options: VerifierKeys<SecretKeyRing>,
): Promise<readonly NamedKey<VerifyingKey<Promise<boolean>>>[]> {
  const plans = verifyingPlans(options);
  return nameKeySet(options)
    ? usableKeys(await Promise.all(plans.map((plan) => verifyingKey(plan).catch(unusable))))
    : Promise.all(plans.map(verifyingKey));
}

export async function sealingKey(
  plan: SealedPlan,
): Promise<NamedKey<SealingKey<Promise<Encrypted>, Promise<string | null>>>> {
  const key = await contentKey("A256GCM", await plan.secret);
  return { kid: plan.kid, serves: "A256GCM", key };
}

export async function openingKey(
  plan: SealedPlan,
): Promise<NamedKey<OpeningKey<Promise<string | null>>>> {
  const key = await contentKey(plan.encryption, await plan.secret);
  return { kid: plan.kid, serves: plan.encryption, key };
}
