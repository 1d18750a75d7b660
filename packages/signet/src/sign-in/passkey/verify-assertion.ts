import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { decodeBytes } from "../../token/base64url.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { Ceremony } from "./ceremony.ts";
import { frameProblem } from "./client-data.ts";
import { type Policy, rpIdOf } from "./options.ts";
import { type Problem, problemOf } from "./refusal.ts";
import type { Passkey } from "./stored.ts";

/** The verified parts of an assertion. */
export interface Assertion {
  readonly counter: number;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
}

/** Verifies an assertion of a passkey (WebAuthn, section 7.2), except its counter. */
export async function verifyAssertion(
  context: OperationContext,
  policy: Policy,
  ceremony: Ceremony,
  passkey: Passkey,
  response: AuthenticationResponseJSON,
): Promise<Assertion | Problem> {
  const problem =
    ownerProblem(context, ceremony, passkey, response.response.userHandle) ??
    frameProblem(response.response.clientDataJSON, policy.topOrigins);
  if (problem !== null) return problem;
  const publicKey = decodeBytes(passkey.data.publicKey);
  if (publicKey === null) return { problem: "stored-key-unreadable" };
  const rpID = rpIdOf(policy, context.origin);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: ceremony.challenge,
      expectedOrigin: context.origin,
      expectedRPID: rpID,
      expectedTopOrigin: [...policy.topOrigins],
      requireUserVerification: policy.userVerification === "required",
      // The counter is 0, because our own comparison follows: it knows the policy and concurrent uses.
      credential: { id: passkey.id, publicKey, counter: 0 },
    });
    if (!verified) return { problem: "bad-signature" };
    const { newCounter, credentialBackedUp, credentialDeviceType, userVerified } =
      authenticationInfo;
    // The flag BE never changes (section 6.1.3), and the library does not have the stored one.
    if (credentialDeviceType !== passkey.data.deviceType) return { problem: "backup-flag-changed" };
    return { counter: newCounter, backedUp: credentialBackedUp, userVerified };
  } catch (error) {
    return problemOf(error);
  }
}

/**
 * Checks that the passkey belongs to the user (section 7.2, step 6). Without a user known before, the
 * authenticator must say the user's handle.
 */
function ownerProblem(
  { pending }: OperationContext,
  ceremony: Ceremony,
  passkey: Passkey,
  userHandle: string | undefined,
): Problem | null {
  const known = [pending?.userId ?? null, ceremony.userId].filter((id) => id !== null);
  if (known.some((id) => id !== passkey.userId)) return { problem: "other-user" };
  if (userHandle === undefined) {
    return known.length > 0 ? null : { problem: "no-user-handle" };
  }
  return userHandle === passkey.data.userHandle ? null : { problem: "other-user-handle" };
}
