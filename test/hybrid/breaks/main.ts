// main.ts <folder of a library> <mistake>: plays the scene of a mistake, and says what the checker says.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check } from "../check/check.ts";
import { playBehind } from "./behind-scene.ts";
import { feedSceneOf } from "./feed-scene.ts";
import { feedScenes } from "./feed-scenes.ts";
import { playMoved } from "./moved-scene.ts";
import type { History, Library } from "./scene.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const entry = (file: string) => import(pathToFileURL(join(folder, "dist", file)).href);
const library: Library = await entry("index.js");

async function play(): Promise<History> {
  if (name in feedScenes) {
    const scene = feedSceneOf(library);
    await feedScenes[name as keyof typeof feedScenes](scene);
    return scene.history();
  }
  if (name === "moved") return playMoved(library);
  const { redisStore } = await entry("store/redis/index.js");
  const { postgresStore } = await entry("store/postgres/index.js");
  const { sqliteStore } = await entry("store/sqlite/index.js");
  if (name === "redis" || name === "postgres") {
    return playBehind(library, { redisStore, postgresStore, sqliteStore }, name);
  }
  throw new Error(`There is no scene for ${name}.`);
}

const { deeds, seen } = await play();
process.send?.({ ...check(deeds, seen), seen }, () => process.exit());
