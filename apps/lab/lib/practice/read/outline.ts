import type { Block } from "../content/block";
import { headingId, slugOf } from "./slug";

/** A part of a page that an address can name. */
export interface OutlineEntry {
  readonly id: string;
  readonly title: string;
}

/** Returns the id of a block on its page, or `undefined` for a block without a title. */
export function blockId(block: Block): string | undefined {
  switch (block.kind) {
    case "card":
    case "trace":
    case "race":
      return block.id;
    case "diagram":
    case "questionnaire":
    case "figures":
      return `${block.kind}-${slugOf(block.title)}`;
    default:
      return undefined;
  }
}

/** Lists the titled parts of a page: its blocks, and the headings of the second level in its prose. */
export function outlineOf(blocks: readonly Block[]): readonly OutlineEntry[] {
  return blocks.flatMap((block) => {
    if (block.kind === "prose") return headingsOf(block.text);
    const id = blockId(block);
    return id !== undefined && "title" in block ? [{ id, title: block.title }] : [];
  });
}

function headingsOf(text: string): readonly OutlineEntry[] {
  const withoutCode = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  return [...withoutCode.matchAll(/^##? +(.+?) *#*$/gm)].map(([, heading = ""]) => {
    const title = heading.replace(/[`*_]/g, "");
    return { id: headingId(title), title };
  });
}
