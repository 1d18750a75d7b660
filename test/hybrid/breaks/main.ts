// main.ts <folder of a library> <mistake>: plays the scene of a mistake, and says what the checker says.
import { entryOf, storesOf } from "../../harness/library-copy.ts";
import { check } from "../check/check.ts";
import { playBehind } from "./behind-scene.ts";
import { feedSceneOf } from "./feed-scene.ts";
import { feedScenes } from "./feed-scenes.ts";
import { playMoved } from "./moved-scene.ts";
import type { History, Library } from "./scene.ts";

const [path = "", name = ""] = process.argv.slice(2);
const library: Library = await import(entryOf({ path }, "index.js"));

async function play(): Promise<History> {
  if (name in feedScenes) {
    const scene = feedSceneOf(library);
    await feedScenes[name as keyof typeof feedScenes](scene);
    return scene.history();
  }
  if (name === "moved") return playMoved(library);
  if (name === "redis" || name === "postgres") {
    return playBehind(library, await storesOf({ path }), name);
  }
  throw new Error(`There is no scene for ${name}.`);
}

const { deeds, seen } = await play();
process.send?.({ ...check(deeds, seen), seen }, () => process.exit());
