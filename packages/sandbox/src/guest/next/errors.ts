/** The errors with which Next ends a render, an action or a Route Handler. */
const REDIRECT = "NEXT_REDIRECT";
const FALLBACK = "NEXT_HTTP_ERROR_FALLBACK";

export type RedirectKind = "push" | "replace";

export function redirectError(url: string, kind: RedirectKind, status: number): Error {
  return Object.assign(new Error(REDIRECT), { digest: `${REDIRECT};${kind};${url};${status};` });
}

/** Returns the error that shows the page of a status: 401, 403 or 404. */
export function fallbackError(status: number): Error {
  const digest = `${FALLBACK};${status}`;
  return Object.assign(new Error(digest), { digest });
}

/** Returns the response that an error of Next stands for, or `null` for another error. */
export function responseOfError(error: unknown): { status: number; location?: string } | null {
  const digest = typeof error === "object" && error !== null && "digest" in error && error.digest;
  if (typeof digest !== "string") return null;
  const [kind, ...rest] = digest.split(";");
  if (kind === REDIRECT)
    return { status: Number(rest.at(-2)), location: rest.slice(1, -2).join(";") };
  const status = Number(rest[0]);
  return kind === FALLBACK && [401, 403, 404].includes(status) ? { status } : null;
}

export function isRedirectError(error: unknown): boolean {
  return responseOfError(error)?.location !== undefined;
}
