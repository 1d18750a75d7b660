import { describe, expect, test } from "vitest";
import { layoutDiagram, NOTE, TEXT, wrap } from "./diagram-layout";

const LANES = ["Browser", "Server A", "Server B", "Revocation store"];
const MESSAGES = [
  { from: "Browser", to: "Server A", text: "POST /sign-out", note: "The cookie holds a token" },
  { from: "Server A", to: "Server A", text: "verify the signature of the token" },
  { from: "Server A", to: "Revocation store", text: "revoke the session" },
  {
    from: "Revocation store",
    to: "Server B",
    text: "an event of the feed arrives within the longest staleness that the app permits",
  },
  { from: "Server B", to: "Browser", text: "401" },
];

describe.each([316, 600])("A diagram of %i px", (width) => {
  const layout = layoutDiagram({ lanes: LANES, messages: MESSAGES }, width);

  test("has its lanes in order, inside the drawing and apart from each other", () => {
    const xs = layout.lanes.map(({ x }) => x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect((xs[0] ?? 0) - layout.headWidth / 2).toBeGreaterThanOrEqual(0);
    expect((xs.at(-1) ?? 0) + layout.headWidth / 2).toBeLessThanOrEqual(width);
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeGreaterThan(layout.headWidth);
  });

  test("has each message between its lanes", () => {
    const at = (lane: string) => layout.lanes[LANES.indexOf(lane)]?.x;
    expect(layout.messages.map(({ from, to }) => [from, to])).toEqual(
      MESSAGES.map(({ from, to }) => [at(from), at(to)]),
    );
    expect(layout.messages.map(({ isSelf }) => isSelf)).toEqual([false, true, false, false, false]);
  });

  test("has all texts inside the drawing, from top to bottom without overlap", () => {
    let last = layout.headHeight;
    for (const { text, note, textX, y } of layout.messages) {
      for (const [lines, { character }] of [[text, TEXT] as const, [note, NOTE] as const]) {
        for (const line of lines) {
          const half = (line.text.length * character) / 2;
          expect(textX - half).toBeGreaterThanOrEqual(0);
          expect(textX + half).toBeLessThanOrEqual(width);
        }
      }
      const ys = [...text.map((line) => line.y), y, ...note.map((line) => line.y)];
      for (const each of ys) {
        expect(each - last).toBeGreaterThanOrEqual(9);
        last = each;
      }
    }
    expect(layout.height).toBeGreaterThan(last);
  });

  test("loses no word", () => {
    const words = layout.messages.map(({ text }) => text.map((line) => line.text).join(" "));
    expect(words).toEqual(MESSAGES.map(({ text }) => text));
  });
});

test("A text breaks between words, and a long word keeps its line", () => {
  expect(wrap("a bb incomprehensibilities c", 40, 10)).toEqual([
    "a bb",
    "incomprehensibilities",
    "c",
  ]);
});
