import type { Question, Setting } from "../harness/question.ts";
import { growthOf } from "../stores/growth.ts";
import { memoryBackend } from "../stores/memory.ts";

/** The limit of a Node process with the default heap size. */
const LARGEST = 1_000_000;

export function ask(setting: Setting): Promise<Question> {
  const sizes = setting.sizes.filter((size) => size <= LARGEST);
  return growthOf({ ...setting, sizes }, memoryBackend);
}
