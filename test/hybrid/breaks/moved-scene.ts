import { formerOn } from "../app/engine.ts";
import { BOUND, type History, type Library, sceneOf } from "./scene.ts";

/** A token of `jwt()` is moved, the session is ended, and the token comes again. */
export async function playMoved(library: Library): Promise<History> {
  const store = library.memoryStore();
  const former = formerOn(library.memoryStore(), library);
  const scene = sceneOf(library, { writer: store, reader: store }, former);
  await scene.signIn();
  await scene.answer();
  await scene.watch(BOUND / 2);
  await scene.revoke();
  await scene.answer();
  await scene.watch(2 * BOUND);
  return scene.history();
}
