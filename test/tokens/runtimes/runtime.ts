import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Line } from "./report.ts";

/** A runtime other than Node, with its binary from an npm package. */
export interface Runtime {
  readonly name: string;
  /** Returns the path of the binary below `node_modules` for a platform such as `linux-x64`; `null` for none. */
  readonly binaryFor: (platform: string) => string | null;
  /** Runs `suite.mjs` of a folder, and yields the text of the report. */
  readonly run: (binary: string, folder: string, signal: AbortSignal) => AsyncIterable<string>;
}

/** Returns the path of the binary; `null` when npm installed none for this machine. */
export function findBinary(runtime: Runtime, modules: string): string | null {
  const place = runtime.binaryFor(`${process.platform}-${process.arch}`);
  const path = place && join(modules, place);
  return path && existsSync(path) ? path : null;
}

/** Parses the lines of a report from chunks of text. Other lines are ignored. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = "";
  for await (const text of texts) {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("{")) yield JSON.parse(line);
  }
}
