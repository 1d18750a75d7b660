import type { Question, Setting } from "../harness/question.ts";
import { growthOf } from "../stores/growth.ts";
import { durablePostgres, postgresBackend } from "../stores/postgres.ts";

/** The limit, because filling a larger database takes too long. */
const LARGEST = 1_000_000;

export async function ask(setting: Setting): Promise<Question> {
  const server = await durablePostgres();
  setting.atEnd(() => server.stop());
  const sizes = setting.sizes.filter((size) => size <= LARGEST);
  return growthOf({ ...setting, sizes }, (filling) =>
    postgresBackend(server, `sessions_${filling.count}`, filling, setting.atEnd),
  );
}
