import { isUnsupported, SignetError, type SignetTypeError } from "../errors.ts";
import type { DataSchema } from "../session/data.ts";
import { readProven } from "../session/session.ts";
import { isPlainText, parseUserId } from "../session/text.ts";
import type { Session } from "../session/types.ts";
import type { SessionDirectory, StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { Settings } from "./config.ts";

/**
 * A user's sessions on all devices. Every method throws `StoreUnavailableError` when the store does
 * not answer, and `invalid-input` for a user id that is none (sign-in would not have taken it).
 */
export interface Sessions<Data> {
  /** The user's live sessions, newest first. */
  list(userId: string): Promise<Session<Data>[]>;
  /**
   * Ends a session at once. With `ownedBy` it ends it only if it is that user's, which is what an id
   * that came from a browser needs. Whether it ended one; `false` for any text that is no id.
   */
  revoke(sessionId: string, options?: { readonly ownedBy: string }): Promise<boolean>;
  /** Ends all sessions of this session's user but this one. How many it ended. */
  revokeOthers(session: Pick<Session<Data>, "id" | "userId">): Promise<number>;
  /** Ends all sessions of a user. How many it ended. */
  revokeAll(userId: string): Promise<number>;
  /**
   * Ends all sessions of everybody, for when a secret or a database has leaked. It is waited for as
   * long as the store needs.
   */
  revokeEverything(): Promise<void>;
}

/** `Sessions` where the strategy keeps server state; elsewhere a type that says why not. */
export type SessionsOf<S extends Strategy, Data> =
  S extends StatelessStrategy<infer Sentence> ? SignetTypeError<Sentence> : Sessions<Data>;

/** The sessions of an engine, or why its strategy has none. */
export function sessionsOf<Data extends object>(
  settings: Settings,
  schema: DataSchema<unknown, Data>,
): Sessions<Data> | SignetTypeError<string> {
  const { directory } = settings.operations;
  return isUnsupported(directory) ? directory : sessionsIn(directory, settings, schema);
}

/**
 * Offers sessions where there are some.
 *
 * @throws {SignetError} `not-supported`, with the sentence that the compiler prints as well.
 */
export function offered<T extends object>(sessions: T | SignetTypeError<string>): T {
  if (isUnsupported(sessions)) throw new SignetError("not-supported", `${sessions["~signet"]}.`);
  return sessions;
}

function sessionsIn<Data extends object>(
  directory: SessionDirectory,
  { lifetime, now }: Settings,
  schema: DataSchema<unknown, Data>,
): Sessions<Data> {
  return {
    async list(userId) {
      const at = now();
      const found = await directory.list(parseUserId(userId), at);
      const readings = await Promise.all(
        found.map((facts) => readProven({ facts, decidedBy: "store" }, schema, lifetime, at)),
      );
      return readings.flatMap((reading) => (reading.status === "active" ? reading.session : []));
    },

    async revoke(sessionId, options) {
      if (options !== undefined) {
        const owner = parseUserId(options.ownedBy);
        const facts = await directory.find(sessionId);
        if (facts?.userId !== owner) return false;
      }
      return directory.revoke(sessionId, now());
    },

    async revokeOthers({ id, userId }) {
      if (!isPlainText(id)) throw new SignetError("invalid-input", "The session has no id.");
      return directory.revokeByUser(parseUserId(userId), id, now());
    },

    async revokeAll(userId) {
      return directory.revokeByUser(parseUserId(userId), null, now());
    },

    revokeEverything: () => directory.revokeEverything(now()),
  };
}
