import { isUnsupported, StoreUnavailableError } from "../../errors.ts";
import { refuseCrossSite, refusePrefetch } from "../../http/csrf.ts";
import type { RequestSource } from "../../http/request-source.ts";
import type { Session } from "../../session/types.ts";
import type { OperationAccess } from "../contract/operation.ts";
import type { RefusalReason } from "../contract/outcome.ts";
import type { ServiceSetting } from "../service-contract.ts";

/** The operations that another site calls: a provider's browser redirect, and a provider's server. */
export const CALLBACK = "callback";
export const LOGOUT = "backchannelLogout";

/** Checks whether another site calls an operation. */
export function isOfProvider(operation: string): boolean {
  return operation === CALLBACK || operation === LOGOUT;
}

type Setting = Pick<ServiceSetting, "engine" | "trustProxy" | "recentWithin" | "now">;

/**
 * Refuses a request that the user may not have intended, also without a session, so that a form of
 * another site can sign nobody in (login CSRF). A callback comes from another site: its method takes
 * the transaction of this browser instead.
 *
 * @throws {SignetError} `cross-site`, `prefetch`.
 */
export function refuseUnmeant(
  request: RequestSource,
  { engine, trustProxy }: Pick<Setting, "engine" | "trustProxy">,
  operation: string = "",
): void {
  if (operation === LOGOUT) return;
  if (operation === CALLBACK) {
    refusePrefetch(request);
    return;
  }
  engine.refuseUnmeant(request);
  refuseCrossSite(request, trustProxy);
}

/**
 * Returns the session of a request. A strategy with a store asks it, so that a session that was ended
 * elsewhere changes no account.
 *
 * @throws {StoreUnavailableError} when the store does not answer.
 */
export async function sessionOf(
  request: RequestSource,
  { engine }: Pick<Setting, "engine">,
): Promise<Session<object> | null> {
  const options = isUnsupported(engine.sessions) ? undefined : { fresh: true };
  const reading = await engine.read(request, options);
  if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
  return reading.status === "active" ? reading.session : null;
}

/** Returns the reason why a session may not call an operation; `null` if it may. */
export function accessRefusal(
  session: Session<object> | null,
  access: OperationAccess,
  { recentWithin, now }: Pick<Setting, "recentWithin" | "now">,
): RefusalReason | null {
  if (access === "anyone") return null;
  if (session === null) return "not-signed-in";
  // Whoever acts as another user must not change how that user signs in.
  if (session.actor !== undefined) return "not-allowed";
  if (access === "signed-in") return null;
  return now() - provedAt(session) <= recentWithin ? null : "not-recent";
}

/** Returns the time of the latest proof. A provider may have proved a user earlier than the session began. */
function provedAt({ proofs, authenticatedAt }: Session<object>): number {
  const times = proofs?.map(({ at }) => at.getTime()) ?? [];
  return times.length === 0 ? authenticatedAt.getTime() : Math.max(...times);
}
