// main.ts <folder of a library> <mistake>: plays the scene of a mistake, and says what the checker says.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check } from "../check/check.ts";
import type { MistakeName } from "./broken.ts";
import { type Library, sceneOf } from "./scene.ts";
import { scenes } from "./scenes.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const library: Library = await import(pathToFileURL(join(folder, "dist/index.js")).href);
const scene = sceneOf(library);
await scenes[name as MistakeName](scene);
const { deeds, seen } = scene.history();
process.send?.({ ...check(deeds, seen), seen }, () => process.exit());
