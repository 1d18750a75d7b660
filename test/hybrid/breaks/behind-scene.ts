import { wayTo } from "../../harness/behind.ts";
import type { BehindMistake } from "../../harness/behind-mistakes.ts";
import { openStore, type Stores } from "../../harness/open-store.ts";
import { startProofTarget } from "../targets.ts";
import { BOUND, type History, type Library, sceneOf } from "./scene.ts";

/** How long the reader may take to find the primary; milliseconds. */
const FINDS_IT = 6_000;

/** The reader's way leads to a server that falls behind, and the session is ended on the primary. */
export async function playBehind(
  library: Library,
  stores: Stores,
  on: BehindMistake,
): Promise<History> {
  const target = await startProofTarget(on);
  const { pair } = target;
  if (pair === null) throw new Error(`${on} has no server to fall behind.`);
  const { address, way } = await wayTo(pair);
  const writer = await openStore(target.address, stores);
  const reader = await openStore(address, stores);
  try {
    const scene = sceneOf(library, { writer: writer.store, reader: reader.store });
    await scene.signIn();
    await scene.watch(BOUND / 2);
    await pair.fallBehind(way);
    await scene.revoke();
    await scene.watch(3 * BOUND);
    await pair.catchUp(way);
    await scene.watch(FINDS_IT);
    return scene.history();
  } finally {
    await reader.close();
    await writer.close();
    await way.close();
    await target.stop();
  }
}
