import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Exercise, exercise } from "../../../apps/lab/lib/practice/content/exercise.ts";

const folder = join(import.meta.dirname, "../../../apps/lab/content/jwt-or-session");

/** The exercises whose kind can be `Kind`: `mend` and `write` share their members. */
type WithKind<All, Kind> = All extends { readonly kind: infer Own }
  ? Kind extends Own
    ? All
    : never
  : never;

/** Reads an exercise of the content. Throws for an exercise of another kind. */
export function exerciseOf<Kind extends Exercise["kind"]>(
  mode: string,
  id: string,
  kind: Kind,
): WithKind<Exercise, Kind> {
  const found = exercise.parse(parse(readFileSync(join(folder, mode, `${id}.yaml`), "utf8")));
  if (!hasKind(found, kind))
    throw new Error(`${mode}/${id} is an exercise of the kind ${found.kind}.`);
  return found;
}

function hasKind<Kind extends Exercise["kind"]>(
  found: Exercise,
  kind: Kind,
): found is WithKind<Exercise, Kind> {
  return found.kind === kind;
}

/** Lists the ids of the exercises of a mode, or of the steps of the Project. */
export function idsOf(mode: string): string[] {
  const { exercises, steps } = parse(readFileSync(join(folder, `${mode}.yaml`), "utf8"));
  return exercises ?? steps;
}

/** Returns the text of the first right option. */
export function rightOf(options: readonly { readonly text: string; readonly right: boolean }[]) {
  return options.find(({ right }) => right)?.text ?? "";
}
