import type { Question, Setting } from "../harness/question.ts";
import { growthOf } from "../stores/growth.ts";
import { redisBackend } from "../stores/redis.ts";

export function ask(setting: Setting): Promise<Question> {
  return growthOf(setting, (filling) => redisBackend(false, filling, setting.atEnd));
}
