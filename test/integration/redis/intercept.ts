import type { RedisClientType } from "redis";

/** Duplicates a client. It calls `before` before each command; when `before` rejects, the command is not sent. */
export function intercepting(
  client: Pick<RedisClientType, "duplicate">,
  before: (command: readonly string[]) => Promise<unknown> | undefined,
) {
  const other = Object.assign(client.duplicate(), {});
  const send = other.sendCommand.bind(other);
  other.sendCommand = async (args, options) => {
    await before(args.map(String));
    return send(args, options);
  };
  return other;
}
