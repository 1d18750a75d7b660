import { openStore } from "../../harness/open-store.ts";
import { untilAnswered } from "../../harness/until-answered.ts";
import { clockTimes, type Engine, engineOn, requestWith } from "../app/engine.ts";

/** Revokes sessions on the primary, through another server of the application. */
export async function revokeOnPrimary(
  primary: string,
  revoked: readonly { readonly session: { readonly id: string } }[],
  clockFactor: number,
): Promise<void> {
  const { store, close } = await openStore(primary);
  try {
    const { sessions } = engineOn(store, { now: clockTimes(clockFactor) });
    await untilAnswered(() =>
      Promise.all(revoked.map(({ session }) => sessions.revoke(session.id))),
    );
  } finally {
    await close();
  }
}

/** Reads a session that was revoked on the primary. Returns `right` unless it is active or unavailable. */
export async function readRevoked(engine: Engine, credential: string): Promise<string> {
  const { status } = await engine.read(requestWith(credential));
  if (status === "active") return "a session that was ended on the primary was read as active";
  return status === "unavailable" ? status : "right";
}
