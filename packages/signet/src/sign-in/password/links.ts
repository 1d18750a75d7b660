import type { OperationContext } from "../contract/operation.ts";
import { newSecret, oneTimeId } from "../shared/one-time.ts";

/** How long a link of a mail works; milliseconds. */
const LIFETIME = 3_600_000;

/** A link in a mail: `password-reset` sets a new password, `password-sign-up` finishes a sign-up. */
export type LinkPurpose = "password-reset" | "password-sign-up";

/** A new link. */
export interface NewLink {
  /** The id under which the store has it. It is no secret. */
  readonly id: string;
  readonly url: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/**
 * Stores a link and returns it. Only the link has the secret: 256 random bits, for one use.
 *
 * @param page the address of the page that the link opens.
 */
export async function storeLink(
  context: OperationContext,
  purpose: LinkPurpose,
  group: string,
  data: object,
  page: string,
): Promise<NewLink> {
  const secret = newSecret();
  const id = await oneTimeId(purpose, secret);
  const expiresAt = context.now + LIFETIME;
  await context.accounts.oneTime.put(
    { id, purpose, group, data: JSON.stringify(data), expiresAt },
    context.now,
  );
  return { id, url: `${page}?token=${secret}`, expiresAt };
}

/** A stored link. The texts of its data are checked, the rest of its data is not. */
export interface FoundLink {
  readonly id: string;
  readonly group: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Returns the link of a token, without using it. `null` if it has ended, was used or never existed. */
export async function findLink(
  context: OperationContext,
  purpose: LinkPurpose,
  token: string,
): Promise<FoundLink | null> {
  const id = await oneTimeId(purpose, token);
  const found = await context.accounts.oneTime.find(id, context.now);
  return found === null ? null : { id, group: found.group, data: Object(JSON.parse(found.data)) };
}

/** Uses a link. Of N concurrent calls one gets `true`. */
export async function endLink(context: OperationContext, { id }: FoundLink): Promise<boolean> {
  return (await context.accounts.oneTime.take(id, context.now)) !== null;
}

/** Ends the links of a purpose and a group. */
export async function dropLinks(
  context: OperationContext,
  purpose: LinkPurpose,
  group: string,
): Promise<void> {
  await context.accounts.oneTime.drop(purpose, group);
}

/** Returns the address of the page of a link: the application's own one, or one of the library. */
export function linkPage(
  context: OperationContext,
  path: string | null,
  operation: string,
): string {
  return path === null ? context.endpoint(operation) : context.origin + path;
}
