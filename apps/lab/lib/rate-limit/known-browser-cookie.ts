import "server-only";
import { cookies, headers } from "next/headers";
import { installationSecret } from "../server/installation-secret";
import { isHttpsRequest } from "../server/is-https-request";
import { KNOWN_DAYS, type KnownBrowsers, knownBrowsers } from "./known-browsers";

const NAME = "signet-lab-browser";

// Created on first use, because a build has no secret.
let created: KnownBrowsers | null = null;

function browsers(): KnownBrowsers {
  created ??= knownBrowsers(installationSecret());
  return created;
}

/** Browsers accept the prefix `__Host-` only with `Secure`. Only this host can set such a cookie. */
function nameFor(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

/** Returns the id of this browser, or `null` when its last sign-in was to another account. */
export async function findKnownBrowser(account: string | null): Promise<string | null> {
  const name = nameFor(isHttpsRequest(await headers()));
  return browsers().find(account, (await cookies()).get(name)?.value ?? null);
}

/** Marks this browser as known to an account after a sign-in. */
export async function rememberBrowser(account: string): Promise<void> {
  const secure = isHttpsRequest(await headers());
  (await cookies()).set(nameFor(secure), browsers().mark(account), {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
    maxAge: KNOWN_DAYS * 86_400,
  });
}
