import { apiBaseUrl } from "./environment.ts";
import type { CtxOrReq } from "./types.ts";

/**
 * The outcome of a request. A refusal is an answer with another status of the form 4xx. A failure says
 * nothing about the session: no answer, a status of the form 5xx, or a body that is no JSON.
 */
export type Answer<Value> =
  | { readonly kind: "value"; readonly value: Value | null }
  | { readonly kind: "refused" | "failed" };

interface Ask extends CtxOrReq {
  /** JSON for a POST request. Without it, the request is a GET request. */
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** Statuses of the form 4xx that ask for another try. */
const AGAIN = [408, 425, 429];

/**
 * Sends a request to an auth route. Writes failures to the console, except for its own abort. The
 * program's server decides the members of an answer, so they are not checked, as in next-auth.
 */
export async function ask<Value extends object>(
  path: string,
  { req, ctx, body, signal }: Ask = {},
): Promise<Answer<Value>> {
  const url = `${apiBaseUrl()}/${path}`;
  const cookie = (req ?? ctx?.req)?.headers.cookie;
  try {
    const response = await fetch(url, {
      headers: { "Content-Type": "application/json", ...(cookie ? { cookie } : {}) },
      ...(body && { body: JSON.stringify(body), method: "POST" }),
      ...(signal && { signal }),
    });
    if (response.ok) {
      const value: Value | null = JSON.parse(await response.text());
      return { kind: "value", value: isEmpty(value) ? null : value };
    }
    report(url, `status ${response.status}`);
    const { status } = response;
    return { kind: status < 500 && !AGAIN.includes(status) ? "refused" : "failed" };
  } catch (error) {
    if (!signal?.aborted) report(url, error instanceof Error ? error.message : String(error));
    return { kind: "failed" };
  }
}

/** Checks whether an answer has no members. Throws for JSON that is no object. */
function isEmpty(value: object | null): boolean {
  if (typeof value !== "object") throw new TypeError("the answer is no JSON object");
  return value === null || Object.keys(value).length === 0;
}

/** Writes a failed request to the console, in the form that log filters for next-auth look for. */
function report(url: string, reason: string): void {
  console.error(`[next-auth][error][CLIENT_FETCH_ERROR] ${url}: ${reason}`);
}
