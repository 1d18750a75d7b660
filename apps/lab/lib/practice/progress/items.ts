import type { Exercise } from "../content/exercise";
import type { TopicContent } from "../content/load";
import type { Mode } from "../content/topic";
import type { PracticeEvent } from "./event";

/** What an event says about its item. */
export type ItemOfEvent = Pick<PracticeEvent, "mode" | "item" | "kind">;

/** Returns the ids of the exercises of a mode, in the order of its page. */
export function exerciseIds(mode: Mode): readonly string[] {
  switch (mode.kind) {
    case "read":
      return mode.blocks.flatMap((block) => (block.kind === "exercise" ? [block.id] : []));
    case "drill":
      return mode.exercises;
    case "project":
      return mode.steps;
    case "recall":
      return [];
    case "test":
      return mode.pool;
  }
}

/** Returns the exercises of a mode, in the order of its page. */
export function exercisesOf(content: TopicContent, mode: Mode): readonly Exercise[] {
  const loaded = content.exercises.get(mode.id);
  return exerciseIds(mode).flatMap((id) => loaded?.get(id) ?? []);
}

/** Checks whether a mode of a topic has the item of an event. */
export function isKnownItem(content: TopicContent, { mode: id, item, kind }: ItemOfEvent): boolean {
  const mode = content.modes.find((each) => each.id === id);
  if (mode === undefined) return false;
  switch (kind) {
    case "answer":
      return exerciseIds(mode).includes(item);
    case "review":
      return mode.kind === "recall" && mode.cards.some((card) => card.id === item);
    case "read":
      return mode.kind === "read" && item === mode.id;
  }
}
