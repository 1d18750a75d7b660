import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";

/** What a mode in which the visitor answers needs. */
export interface ModeProps<Kind extends Mode["kind"]> {
  readonly content: TopicContent;
  readonly mode: Extract<Mode, { kind: Kind }>;
  /** The exercise in the address, or the end. */
  readonly at: string | undefined;
  /** The options of an answer in the address, from a browser that runs no JavaScript. */
  readonly answer: string | undefined;
  /** The round of the Test in the address. */
  readonly round?: string | undefined;
}
