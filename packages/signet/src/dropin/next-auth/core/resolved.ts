import type { DefaultSession, Session } from "../session-types.ts";

/** The session of a request, and the cookies that keep it. */
export interface Resolved {
  readonly session: Session | DefaultSession | null;
  readonly setCookies: readonly string[];
}

export interface ResolveOptions {
  /** Whether the `Set-Cookie` texts will reach the browser. */
  readonly canWrite: boolean;
  /** The data of a client that calls `update`. */
  readonly update?: { readonly data: unknown };
}
