import { openStore } from "../../harness/open-store.ts";
import { untilAnswered } from "../../harness/until-answered.ts";
import { clockTimes, type Engine, engineOn, requestWith } from "../app/engine.ts";

/** Ends sessions on the primary, by another server of the application. */
export async function endElsewhere(
  primary: string,
  gone: readonly { readonly session: { readonly id: string } }[],
  hurry: number,
): Promise<void> {
  const { store, close } = await openStore(primary);
  try {
    const { sessions } = engineOn(store, { now: clockTimes(hurry) });
    await untilAnswered(() => Promise.all(gone.map(({ session }) => sessions.revoke(session.id))));
  } finally {
    await close();
  }
}

/** Reads a session that has ended on the primary: `right` unless it is active, or nobody knows. */
export async function ghostOf(engine: Engine, credential: string): Promise<string> {
  const { status } = await engine.read(requestWith(credential));
  if (status === "active") return "a session that was ended on the primary was read as active";
  return status === "unavailable" ? status : "right";
}
