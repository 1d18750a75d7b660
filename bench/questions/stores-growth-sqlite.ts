import { join } from "node:path";
import type { Question, Setting } from "../harness/question.ts";
import { growthOf } from "../stores/growth.ts";
import { sqliteBackend } from "../stores/sqlite.ts";

export function ask(setting: Setting): Promise<Question> {
  return growthOf(setting, (filling) =>
    sqliteBackend(join(setting.folder, `${filling.count}.db`), filling),
  );
}
