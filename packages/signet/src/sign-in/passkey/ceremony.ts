import { newTransaction } from "../contract/makers.ts";
import type { OperationContext } from "../contract/operation.ts";
import type { NewTransaction } from "../contract/outcome.ts";
import { newSecret } from "../shared/one-time.ts";

/** How long a user may take; seconds. It is the lifetime of the challenge. */
const LIFETIME = 600;

/** The time that a browser shows its dialog; milliseconds. */
export const DIALOG_TIME = 300_000;

/** How long an unused challenge is handed out again; milliseconds. */
const REUSE_TIME = 240_000;

/** The three ceremonies. A challenge of one is never accepted by another. */
export type CeremonyUse = "sign-in" | "register" | "sign-up";

/** The state of a ceremony between the options and the response, in the transaction of the browser. */
export interface Ceremony {
  readonly use: CeremonyUse;
  /** 256 random bits; base64url. */
  readonly challenge: string;
  /** The user who is known already; `null` when the passkey will show who it is. */
  readonly userId: string | null;
  /** When it began; milliseconds since the Unix epoch. */
  readonly at: number;
  /** For a registration: the user handle of the new passkey; base64url. */
  readonly userHandle: string | null;
  /** For a sign-up: the name of the new user. */
  readonly name: string | null;
}

/** Begins a ceremony with a fresh challenge. */
export function newCeremony(
  context: OperationContext,
  given: Pick<Ceremony, "use"> & Partial<Ceremony>,
): Ceremony {
  return {
    challenge: newSecret(),
    userId: null,
    at: context.now,
    userHandle: null,
    name: null,
    ...given,
  };
}

export function transactionOf(context: OperationContext, ceremony: Ceremony): NewTransaction {
  return newTransaction(ceremony, { key: keyOf(context, ceremony.use), lifetime: LIFETIME });
}

/** One transaction for each ceremony, so that none replaces one of another kind. */
function keyOf({ name }: OperationContext, use: CeremonyUse): string {
  return `${name}-${use}`;
}

/** Takes the ceremony of this browser, so that its challenge works once. */
export async function takeCeremony(
  context: OperationContext,
  use: CeremonyUse,
): Promise<Ceremony | null> {
  return ceremonyIn(await context.takeTransaction(keyOf(context, use)), use);
}

/**
 * Returns the sign-in that this browser has begun a short time ago, so that several tabs with a sign-in
 * page have one challenge. Otherwise the last tab would make the others useless. The challenge still works
 * once.
 */
export async function openSignIn(
  context: OperationContext,
  userId: string | null,
): Promise<Ceremony | null> {
  const open = ceremonyIn(await context.peekTransaction(keyOf(context, "sign-in")), "sign-in");
  const isFresh = open !== null && context.now - open.at < REUSE_TIME;
  return isFresh && open.userId === userId ? open : null;
}

/** The service hands out only what this method has sealed, so only the use is checked. */
function ceremonyIn(transaction: unknown, use: CeremonyUse): Ceremony | null {
  return isCeremony(transaction) && transaction.use === use ? transaction : null;
}

function isCeremony(transaction: unknown): transaction is Ceremony {
  return typeof transaction === "object" && transaction !== null && "challenge" in transaction;
}
