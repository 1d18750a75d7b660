import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import type { ProgramError } from "../outcome.ts";

/** Describes a thrown value: its name and message, and the first place in a file of the program. */
export function programError(
  context: QuickJSContext,
  handle: QuickJSHandle,
  programs: ReadonlyMap<string, string>,
): ProgramError {
  const thrown: unknown = context.dump(handle);
  if (typeof thrown !== "object" || thrown === null) {
    return { name: "Error", message: `The program threw ${JSON.stringify(thrown)}.`, ...NOWHERE };
  }
  const member = (name: string) => {
    const value: unknown = Reflect.get(thrown, name);
    return typeof value === "string" ? value : "";
  };
  return {
    name: member("name") || "Error",
    message: member("message"),
    ...placeIn(member("stack"), programs),
  };
}

const NOWHERE = { file: null, line: null } as const;

function placeIn(stack: string, programs: ReadonlyMap<string, string>) {
  for (const [, file, line] of stack.matchAll(/\(?([\w./-]+\.tsx?):(\d+)(?::\d+)?\)?/g)) {
    if (file !== undefined && programs.has(file)) return { file, line: Number(line) };
  }
  return NOWHERE;
}
