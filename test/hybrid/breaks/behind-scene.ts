import type { BehindMistake } from "../../harness/behind-mistakes.ts";
import { openStore, type Stores } from "../../harness/open-store.ts";
import { startProofTarget, wayTo } from "../targets.ts";
import { BOUND, type History, type Library, sceneOf } from "./scene.ts";

/** For the reader to find the primary; milliseconds. */
const FINDS_IT = 6_000;

/** The reader's way leads to a server that falls behind, and the session is ended on the primary. */
export async function playBehind(
  library: Library,
  stores: Stores,
  on: BehindMistake,
): Promise<History> {
  const target = await startProofTarget(on);
  const way = await wayTo(target);
  const { pair } = target;
  if (pair === null || way.proxy === null) throw new Error(`${on} has no server to fall behind.`);
  const writer = await openStore(target.address, stores);
  const reader = await openStore(way.address, stores);
  try {
    const scene = sceneOf(library, { writer: writer.store, reader: reader.store });
    await scene.signIn();
    await scene.watch(BOUND / 2);
    await pair.fallBehind(way.proxy);
    await scene.revoke();
    await scene.watch(3 * BOUND);
    await pair.catchUp(way.proxy);
    await scene.watch(FINDS_IT);
    return scene.history();
  } finally {
    await reader.close();
    await writer.close();
    await way.proxy.close();
    await target.stop();
  }
}
