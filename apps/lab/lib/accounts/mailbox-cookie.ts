import { isHttpsRequest } from "../server/is-https-request";

const NAME = "lab-mailbox";

/** How long a browser keeps its mailbox; seconds. */
const LIFETIME = 2_592_000;

type Head = Pick<Headers, "get">;

/**
 * Browsers accept the prefix `__Host-` only with `Secure`. Only this host can set such a cookie: otherwise a
 * page of a subdomain, or of the same name over http, could give a visitor its own mailbox, and read the
 * mails that sign the visitor in.
 */
function nameFor(head: Head): string {
  return isHttpsRequest(head) ? `__Host-${NAME}` : NAME;
}

/** Returns the random name of this browser's mailbox; `null` without one. */
export function mailboxIn(
  head: Head,
  cookies: { get(name: string): { readonly value: string } | undefined },
): string | null {
  const value = cookies.get(nameFor(head))?.value ?? "";
  return /^[0-9a-f]{32}$/.test(value) ? value : null;
}

/** Returns the `Set-Cookie` text for a new mailbox, whose name is 122 random bits. */
export function newMailboxCookie(head: Head): string {
  const value = crypto.randomUUID().replaceAll("-", "");
  const secure = isHttpsRequest(head) ? "; Secure" : "";
  return `${nameFor(head)}=${value}; Path=/; Max-Age=${LIFETIME}; HttpOnly; SameSite=Lax${secure}`;
}
