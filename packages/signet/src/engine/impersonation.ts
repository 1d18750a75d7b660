import { SignetError } from "../errors.ts";
import type { Lifetime } from "../session/lifetime.ts";
import type { Session } from "../session/types.ts";
import type { NewSession } from "../strategy/contract.ts";
import type { SignInInput } from "./sign-in.ts";

/** The longest life of an impersonation; milliseconds. */
const LONGEST = 3_600_000;

const MEMBERS = ["data", "device"];

/**
 * Returns the input of the sign-in with which an impersonation begins.
 *
 * @param actor the session of the user who acts.
 * @param userId the user to act as.
 * @throws {SignetError} `invalid-input`.
 */
export function impersonationInput(
  actor: Session<object>,
  userId: string,
  input: object = {},
): Omit<SignInInput<undefined>, "data"> {
  if (actor.actor !== undefined) {
    throw invalidInput(
      "The session is an impersonation already. Sign out, and sign in as the acting user first.",
    );
  }
  if (actor.userId === userId) {
    throw invalidInput("A user cannot impersonate themselves. Pass the id of another user.");
  }
  const unknown = Object.keys(input).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw invalidInput(
      `${unknown} is not a member of the input of impersonate(). The members are ${MEMBERS.join(", ")}.`,
    );
  }
  return { ...input, userId, actor: actor.userId, proofs: actor.proofs };
}

/**
 * Limits the life of an impersonation, and keeps the terms of the actor's session and the time at which
 * the actor authenticated: to begin an impersonation proves nothing, and the device is the same.
 *
 * @param configured the configured lifetime.
 */
export function asImpersonation(
  session: NewSession,
  actor: Session<object>,
  configured: Pick<Lifetime, "absolute">,
): NewSession {
  const { idle = null, absolute = null, persistent = true } = actor.terms ?? {};
  const longest = Math.min(LONGEST, configured.absolute, absolute ?? LONGEST);
  return {
    ...session,
    terms: { ...session.terms, idle, absolute: longest, persistent },
    authenticatedAt: actor.authenticatedAt.getTime(),
  };
}

function invalidInput(message: string): SignetError {
  return new SignetError("invalid-input", message);
}
