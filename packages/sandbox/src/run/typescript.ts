import { transform } from "sucrase";
import type { ProgramError } from "../outcome.ts";

export type Stripped = { readonly code: string } | { readonly error: ProgramError };

/** Removes the types of a file. Lines keep their numbers. */
export function stripTypes(file: string, source: string): Stripped {
  try {
    const { code } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
      filePath: file,
    });
    return { code };
  } catch (error) {
    return { error: syntaxError(file, error) };
  }
}

function syntaxError(file: string, error: unknown): ProgramError {
  const text = error instanceof Error ? error.message : String(error);
  const line = /\((\d+):\d+\)\s*$/.exec(text)?.[1];
  const message = text.replace(/^Error transforming [^:]+: /, "").replace(/\s*\(\d+:\d+\)\s*$/, "");
  return { name: "SyntaxError", message, file, line: line === undefined ? null : Number(line) };
}
