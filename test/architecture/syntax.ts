import { parseSync } from "oxc-parser";
import type { Source } from "./sources.ts";

export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [property: string]: unknown;
}

/**
 * Returns all nodes of the syntax tree of a source, each node before its children. Throws when the
 * source does not parse.
 */
export function nodesOf(source: Source): SyntaxNode[] {
  const { program, errors } = parseSync(source.path, source.text);
  if (errors.length > 0) throw new Error(`${source.path} does not parse: ${errors[0]?.message}`);
  const nodes: SyntaxNode[] = [];
  collect(program, nodes);
  return nodes;
}

/** Returns the text of a violation: path, line and problem. */
export function at(source: Source, node: SyntaxNode, problem: string): string {
  const line = source.text.slice(0, node.start).split("\n").length;
  return `${source.path}:${line} ${problem}`;
}

function collect(value: unknown, nodes: SyntaxNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, nodes);
  } else if (isNode(value)) {
    nodes.push(value);
    for (const inner of Object.values(value)) collect(inner, nodes);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
