import { runWithLibrary } from "../build/run-with-library.mjs";

await runWithLibrary("test/faults/main.ts");
