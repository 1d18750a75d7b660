import { runWithLibrary } from "../build/run-with-library.mjs";

await runWithLibrary("scripts/fuzz/main.mjs");
