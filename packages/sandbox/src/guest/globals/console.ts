import { format, inspect, table } from "./format/index.ts";
import type { Host } from "./runtime.ts";

/** Creates `console`. It sends each line to the host. */
export function createConsole(print: Host["print"]) {
  const levels = {
    log: "log",
    info: "log",
    debug: "log",
    trace: "error",
    warn: "warn",
    error: "error",
  } as const;
  const counts = new Map<string, number>();
  let indentation = "";

  function writer(level: "log" | "warn" | "error") {
    return (...args: unknown[]): void => {
      const text = format(...args);
      print(level, indentation === "" ? text : text.replace(/^/gm, indentation));
    };
  }

  const writers = Object.fromEntries(
    Object.entries(levels).map(([name, level]) => [name, writer(level)]),
  ) as Record<keyof typeof levels, (...args: unknown[]) => void>;

  return {
    ...writers,
    dir: (value: unknown) => writers.log(inspect(value)),
    table(data: unknown) {
      const text = table(data);
      writers.log(text ?? data);
    },
    assert(condition?: unknown, ...args: unknown[]) {
      if (condition) return;
      if (args.length === 0) writers.warn("Assertion failed");
      else if (typeof args[0] === "string")
        writers.warn(`Assertion failed: ${args[0]}`, ...args.slice(1));
      else writers.warn("Assertion failed:", ...args);
    },
    count(label = "default") {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      writers.log(`${label}: ${count}`);
    },
    group(...args: unknown[]) {
      if (args.length > 0) writers.log(...args);
      indentation += "  ";
    },
    groupEnd() {
      indentation = indentation.slice(2);
    },
  };
}
