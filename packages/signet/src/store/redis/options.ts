import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** The start of every key. Must not contain `{` or `}`, which select the slot in a cluster. Default `"signet:"`. */
  readonly prefix?: string;
  /**
   * The number of replicas that must confirm each write (`WAIT`) within 1 second. If fewer confirm, the
   * operation rejects, although the write may have happened. With `replicas`, writes use a separate
   * connection, which closes with the client's. Default 0.
   *
   * The option makes the loss of an acknowledged write in a failover unlikely, and not impossible: Redis may
   * promote a replica that did not confirm the write.
   */
  readonly replicas?: number;
}

const OPTIONS = ["prefix", "replicas"];

/** Checks the options and fills in the defaults. */
export function parseOptions(options: RedisStoreOptions): Required<RedisStoreOptions> {
  checkOptions(options, OPTIONS, "redisStore()");
  const { prefix = "signet:", replicas = 0 } = options;
  if (typeof prefix !== "string" || /[{}]/.test(prefix)) {
    throw invalidConfig("prefix must be text without { and }, which select the slot in a cluster.");
  }
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw invalidConfig("replicas must be a whole number, 0 or more. Leave it out for 0.");
  }
  return { prefix, replicas };
}
