import { runWithLibrary } from "../build/run-with-library.mjs";

await runWithLibrary("bench/main.ts");
