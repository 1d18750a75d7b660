import { highlight } from "@/lib/practice/code/highlight";
import type { Block } from "@/lib/practice/content/block";
import { exampleProgramOf } from "@/lib/practice/content/program";
import { CodeFrame } from "../code/code-frame";
import { Markdown } from "../markdown";
import { BlockSection } from "./block-section";
import { RaceTrack } from "./race-track";

type Race = Block & { readonly kind: "race" };

/** Two programs that run one after the other in the page, with their times. */
export async function RaceBlock({ block }: { readonly block: Race }) {
  const [bad, good] = await Promise.all([
    highlight(block.bad.program, "ts"),
    highlight(block.good.program, "ts"),
  ]);
  const sideOf = (side: Race["bad"], lines: typeof bad) => ({
    title: side.title,
    program: exampleProgramOf(side),
    code: <CodeFrame lines={lines} label={side.title} bare />,
    says: <Markdown text={side.says} level={3} />,
  });
  return (
    <BlockSection block={block}>
      <RaceTrack id={block.id} bad={sideOf(block.bad, bad)} good={sideOf(block.good, good)} />
    </BlockSection>
  );
}
