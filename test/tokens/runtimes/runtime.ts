import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Line } from "./report.ts";

/** A runtime that is no Node, by the binary its npm package carries. */
export interface Runtime {
  readonly name: string;
  /** The binary's place below `node_modules` for a platform such as `linux-x64`; `null` for none. */
  readonly binaryFor: (platform: string) => string | null;
  /** Runs `suite.mjs` in a folder of its own, and hands on the lines of the report as they come. */
  readonly run: (binary: string, folder: string, signal: AbortSignal) => AsyncIterable<string>;
}

/** Where the binary is, or `null` where npm brought none for this machine. */
export function findBinary(runtime: Runtime, modules: string): string | null {
  const place = runtime.binaryFor(`${process.platform}-${process.arch}`);
  const path = place && join(modules, place);
  return path && existsSync(path) ? path : null;
}

/** The lines in a stream of text, however it was cut. What is no line of a report is left out. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = "";
  for await (const text of texts) {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("{")) yield JSON.parse(line);
  }
}
