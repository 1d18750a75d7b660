import type { Block } from "../content/block";

export type Diagram = Block & { readonly kind: "diagram" };

/** A diagram in pixels, for one width. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly headHeight: number;
  readonly headWidth: number;
  readonly lanes: readonly { readonly x: number; readonly lines: readonly string[] }[];
  readonly messages: readonly PlacedMessage[];
}

export interface PlacedMessage {
  /** The line of the arrow. For a message of a lane to itself, the loop begins at `y`. */
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly isSelf: boolean;
  /** The middle of the text. */
  readonly textX: number;
  readonly text: readonly PlacedLine[];
  readonly note: readonly PlacedLine[];
}

export interface PlacedLine {
  readonly y: number;
  readonly text: string;
}

/** The height of a line, and an estimate of the mean width of a character, in pixels. */
export const TEXT = { size: 14, line: 19, character: 7.2 };
export const NOTE = { size: 12.5, line: 17, character: 6.5 };
/** The way of a message of a lane to itself. */
export const LOOP = { width: 26, height: 18 };

const HEAD_PADDING = 10;
const EDGE = 6;
/** A text may be wider than its arrow, up to this width. */
const TEXT_WIDTH = 230;

/**
 * Places the lanes and messages of a diagram. The server cannot measure text, so it estimates the width.
 *
 * @param width the width of the drawing in pixels. Texts wrap, so a phone needs no smaller letters.
 */
export function layoutDiagram(
  { lanes, messages }: Pick<Diagram, "lanes" | "messages">,
  width: number,
): DiagramLayout {
  const gap = width / lanes.length;
  const headWidth = Math.round(gap - 12);
  const heads = lanes.map((lane, index) => ({
    x: Math.round(gap * (index + 0.5)),
    lines: wrap(lane, headWidth - 8, TEXT.character),
  }));
  const headHeight =
    Math.max(...heads.map(({ lines }) => lines.length)) * TEXT.line + HEAD_PADDING * 2;
  const xOf = (lane: string) => heads[lanes.indexOf(lane)]?.x ?? 0;

  let y = headHeight + 12;
  const placed = messages.map((message): PlacedMessage => {
    const [from, to] = [xOf(message.from), xOf(message.to)];
    const isSelf = from === to;
    const room = Math.min(width - EDGE * 2, Math.max(Math.abs(to - from) - 28, TEXT_WIDTH));
    const lines = wrap(message.text, room, TEXT.character);
    const notes = message.note === undefined ? [] : wrap(message.note, room, NOTE.character);
    const wide = Math.max(
      ...lines.map(({ length }) => length * TEXT.character),
      ...notes.map(({ length }) => length * NOTE.character),
    );
    const half = Math.min(wide, width - EDGE * 2) / 2;
    const middle = Math.round((from + to) / 2);
    const textX = Math.min(Math.max(middle, EDGE + half), width - EDGE - half);
    y += 10;
    const text = place(lines, y, TEXT.line);
    const arrow = y + lines.length * TEXT.line + 14;
    y = arrow + (isSelf ? LOOP.height : 0) + (notes.length > 0 ? 5 : 0);
    const note = place(notes, y, NOTE.line);
    y += notes.length * NOTE.line + 12;
    return { y: arrow, from, to, isSelf, textX: Math.round(textX), text, note };
  });
  return { width, height: y + 8, headHeight, headWidth, lanes: heads, messages: placed };
}

/** Places lines below each other. The first baseline is one line below `top`. */
function place(lines: readonly string[], top: number, height: number): readonly PlacedLine[] {
  return lines.map((text, index) => ({ text, y: top + (index + 1) * height }));
}

/** Breaks a text into lines of at most `width` pixels. A longer word has a line of its own. */
export function wrap(text: string, width: number, character: number): readonly string[] {
  const most = Math.max(1, Math.floor(width / character));
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
