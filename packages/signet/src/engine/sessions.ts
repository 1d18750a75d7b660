import { isUnsupported, SignetError, type SignetTypeError } from "../errors.ts";
import type { DataSchema } from "../session/data.ts";
import { readVerified } from "../session/session.ts";
import { isPlainText, parseUserId } from "../session/text.ts";
import type { Session } from "../session/types.ts";
import type { SessionDirectory, StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { Settings } from "./config.ts";

/**
 * The sessions of users on all devices. Every method throws `StoreUnavailableError` when the store does
 * not answer, and `invalid-input` for a user id that sign-in would refuse.
 */
export interface Sessions<Data> {
  /** Lists the user's live sessions, newest first. */
  list(userId: string): Promise<Session<Data>[]>;
  /**
   * Ends a session. With `ownedBy` it ends only a session of that user; use `ownedBy` for every id that
   * comes from a browser. Returns whether it ended a session; `false` for a text that is not an id.
   */
  revoke(sessionId: string, options?: { readonly ownedBy: string }): Promise<boolean>;
  /** Ends all sessions of this session's user except this one. Returns the number of ended sessions. */
  revokeOthers(session: Pick<Session<Data>, "id" | "userId">): Promise<number>;
  /** Ends all sessions of a user. Returns the number of ended sessions. */
  revokeAll(userId: string): Promise<number>;
  /**
   * Ends all sessions of all users, for example after a leak of a secret or a database. It has no time
   * limit.
   */
  revokeEverything(): Promise<void>;
}

/** `Sessions` for a strategy with a store; otherwise a type that names the alternative. */
export type SessionsOf<S extends Strategy, Data> =
  S extends StatelessStrategy<infer Sentence> ? SignetTypeError<Sentence> : Sessions<Data>;

/** Creates the sessions of an engine, or the value that says why its strategy has none. */
export function sessionsOf<Data extends object>(
  settings: Settings,
  schema: DataSchema<unknown, Data>,
): Sessions<Data> | SignetTypeError<string> {
  const { directory } = settings.operations;
  return isUnsupported(directory) ? directory : sessionsIn(directory, settings, schema);
}

/**
 * Returns the sessions of a strategy that has some.
 *
 * @throws {SignetError} `not-supported`, with the sentence that the compiler also prints.
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
        found.map((facts) => readVerified({ facts, decidedBy: "store" }, schema, lifetime, at)),
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
      if (!isPlainText(id)) throw withoutId();
      return directory.revokeByUser(parseUserId(userId), id, now());
    },

    async revokeAll(userId) {
      return directory.revokeByUser(parseUserId(userId), null, now());
    },

    revokeEverything: () => directory.revokeEverything(now()),
  };
}

function withoutId(): SignetError {
  return new SignetError(
    "invalid-input",
    "The session has no id. Pass a session that auth() or signet.read() has returned.",
  );
}
