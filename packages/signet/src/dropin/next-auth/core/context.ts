import type { Csrf } from "./csrf.ts";
import type { AuthRequest } from "./message.ts";
import type { ResolvedProvider } from "./providers.ts";
import type { Settings } from "./settings.ts";

/** A request to the routes with everything that a route needs. */
export interface RouteContext {
  readonly request: AuthRequest;
  readonly settings: Settings;
  readonly providers: readonly ResolvedProvider[];
  /** The provider that the path names. */
  readonly provider: ResolvedProvider | undefined;
  readonly csrf: Csrf;
  readonly callbackUrl: string;
  /** The `Set-Cookie` texts of the CSRF token and of the callback URL. */
  readonly setCookies: readonly string[];
}
