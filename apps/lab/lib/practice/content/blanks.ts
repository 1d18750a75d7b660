/** A part of a program: text, or the place of a blank. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "blank"; readonly blank: number };

const MARK = /__([1-9]\d?)__/;

/** Splits a program at its blanks `__1__`, `__2__` …. The blanks of the result count from 0. */
export function splitAtBlanks(program: string): Piece[] {
  // A split by a pattern with a group returns the texts and, between them, the groups.
  return program.split(MARK).flatMap((part, place): Piece[] => {
    if (place % 2 === 1) return [{ kind: "blank", blank: Number(part) - 1 }];
    return part === "" ? [] : [{ kind: "text", text: part }];
  });
}

/**
 * Fills the blanks of a program. A text like `["verify"]` replaces the dot before its blank too, because
 * `jwt.["verify"]` is no JavaScript. A blank without a text becomes a name that the program does not have.
 */
export function fillBlanks(program: string, texts: readonly string[]): string {
  return splitAtBlanks(program).reduce((filled, piece) => {
    if (piece.kind === "text") return filled + piece.text;
    const text = texts[piece.blank]?.trim() || `__${piece.blank + 1}__`;
    return beforeBlank(filled, text) + text;
  }, "");
}

function beforeBlank(filled: string, text: string): string {
  const isMemberAccess = filled.endsWith(".") && !filled.endsWith("..") && !filled.endsWith("?.");
  return text.startsWith("[") && isMemberAccess ? filled.slice(0, -1) : filled;
}
