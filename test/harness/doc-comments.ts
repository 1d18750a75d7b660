import { parseSync } from "oxc-parser";
import type { Source } from "../architecture/sources.ts";

/** A comment of the form `/** … *\/`. */
export interface DocComment {
  /** The text without the stars. */
  readonly text: string;
  /** The line of the source on which the comment starts; the first line is 1. */
  readonly line: number;
}

interface Placed extends DocComment {
  readonly end: number;
}

/** Returns every doc comment of a source, in order. */
export function docCommentsOf(source: Source): DocComment[] {
  return placedIn(source);
}

/** Returns the doc comment of the statement at an offset, or an empty list. Line comments may follow it. */
export function docCommentBefore(source: Source, start: number): DocComment[] {
  const last = placedIn(source).findLast(({ end }) => end <= start);
  if (!last || !/^(?:\s|\/\/[^\n]*\n)*$/.test(source.text.slice(last.end, start))) return [];
  return [last];
}

/** Returns the `ts` blocks in the `@example` tags of a doc comment. */
export function examplesIn(comment: DocComment): string[] {
  return exampleTagsIn(comment).flatMap(blocksIn);
}

/** Checks for an `@example` tag without a `ts` block, or with a block of another language. */
export function hasExampleWithoutCode(comment: DocComment): boolean {
  return exampleTagsIn(comment).some((tag) => {
    const fences = [...tag.matchAll(/^```/gm)].length;
    return fences === 0 || fences !== 2 * blocksIn(tag).length;
  });
}

function exampleTagsIn({ text }: DocComment): string[] {
  return text.split(/^(?=@\w)/m).filter((tag) => /^@example\b/.test(tag));
}

function blocksIn(tag: string): string[] {
  return [...tag.matchAll(/^```ts\n(.*?)\n```$/gms)].map(([, code = ""]) => code);
}

function placedIn({ path, text }: Source): Placed[] {
  return parseSync(path, text)
    .comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"))
    .map(({ value, start, end }) => ({
      text: value
        .slice(1)
        .replaceAll(/^[ \t]*\* ?/gm, "")
        .trim(),
      line: text.slice(0, start).split("\n").length,
      end,
    }));
}
