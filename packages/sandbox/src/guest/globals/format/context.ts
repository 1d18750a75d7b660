/** The state of one call of `inspect`, which its parts share. */
export interface Context {
  readonly depth: number;
  readonly seen: object[];
  /** Numbers of the objects that contain themselves. */
  readonly circular: Map<object, number>;
  indentation: number;
  currentDepth: number;
  /** Returns the text of a value within this one. */
  text(value: unknown, level: number): string;
}

/** The parts of an object's text before its layout. */
export interface Parts {
  readonly base: string;
  readonly braces: readonly [string, string];
  readonly keys: readonly (string | symbol)[];
  /** The object whose properties are shown. A view may replace the object itself. */
  readonly shown: object;
  readonly list: ArrayLike<unknown> | null;
  readonly isEmptyText: string | null;
  entries(level: number, context: Context): string[];
}

/** The parts that all kinds of objects begin with. */
export type CommonParts = Omit<Parts, "braces">;

/** Returns the text of a value that stands in an entry of an object. */
export function childText(value: unknown, level: number, context: Context): string {
  return indented(context, () => context.text(value, level));
}

/** Returns the result of a function that runs with a deeper indentation. */
export function indented<Result>(context: Context, run: () => Result): Result {
  context.indentation += 2;
  const result = run();
  context.indentation -= 2;
  return result;
}
