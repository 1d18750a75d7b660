import "server-only";
import { cookies, headers } from "next/headers";
import { cameByHttps } from "../request-site";
import { installationSecret } from "../secret";
import { KNOWN_FOR, type KnownBrowsers, knownBrowsers } from "./known-browser";

const NAME = "signet-lab-browser";

// Made on first use: a build has no secret.
let made: KnownBrowsers | null = null;

function browsers(): KnownBrowsers {
  made ??= knownBrowsers(installationSecret());
  return made;
}

/** Browsers take the prefix only with `Secure`, and then from this very host alone. */
function nameFor(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

/** Which browser this is to an account, or `null` to one that it has not signed in to last. */
export async function findMark(account: string | null): Promise<string | null> {
  const name = nameFor(cameByHttps(await headers()));
  return browsers().find(account, (await cookies()).get(name)?.value ?? null);
}

/** Lets this browser be known to an account that it has signed in to. */
export async function leaveMark(account: string): Promise<void> {
  const secure = cameByHttps(await headers());
  (await cookies()).set(nameFor(secure), browsers().mark(account), {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
    maxAge: KNOWN_FOR * 86_400,
  });
}
