import type { NamedKey } from "../chooser.ts";
import type {
  Encrypted,
  OpeningKey,
  SealingKey,
  SigningKey,
  VerifyingKey,
} from "../crypto/contract.ts";
import { contentKey, hmacKey, privateKey, publicKey } from "../crypto/web/index.ts";
import type { ContentPlan, KeyPlan } from "../key-plan.ts";

/** Makes the keys of a plan, by promise. */
type Plan = KeyPlan<Promise<Uint8Array>>;
type SealedPlan = ContentPlan<Promise<Uint8Array>>;

export async function signingKey(plan: Plan): Promise<NamedKey<SigningKey<Promise<string>>>> {
  const key =
    "secret" in plan
      ? await hmacKey(plan.algorithm, await plan.secret)
      : await privateKey(plan.algorithm, plan.material);
  return { kid: plan.kid, serves: plan.algorithm, key };
}

export async function verifyingKey(plan: Plan): Promise<NamedKey<VerifyingKey<Promise<boolean>>>> {
  const key =
    "secret" in plan
      ? await hmacKey(plan.algorithm, await plan.secret)
      : await publicKey(plan.algorithm, plan.material);
  return { kid: plan.kid, serves: plan.algorithm, key };
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
