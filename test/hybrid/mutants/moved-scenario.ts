import { formerOn } from "../app/engine.ts";
import { BOUND, type History, type Library, startTwoServers } from "./two-servers.ts";

/** A token of `jwt()` is moved, the session is revoked, and the token is presented again. */
export async function runMovedScenario(library: Library): Promise<History> {
  const store = library.memoryStore();
  const former = formerOn(library.memoryStore(), library);
  const servers = startTwoServers(library, { writer: store, reader: store }, former);
  await servers.signIn();
  await servers.answer();
  await servers.watch(BOUND / 2);
  await servers.revoke();
  await servers.answer();
  await servers.watch(2 * BOUND);
  return servers.history();
}
