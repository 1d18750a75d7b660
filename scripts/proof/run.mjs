import { runWithLibrary } from "../build/run-with-library.mjs";

await runWithLibrary("test/hybrid/main.ts");
