import type { Engine } from "../../engine/api.ts";
import type { Sessions } from "../../engine/sessions.ts";
import { isUnsupported } from "../../errors.ts";
import type { RequestSource } from "../../http/request-source.ts";
import type { Session } from "../../session/types.ts";
import type { SignInEvent } from "../events.ts";

type Emit = (
  event: SignInEvent,
  request: RequestSource | null,
  session: Session<object> | null,
) => void;

/** Returns an engine that reports its sign-outs, revocations and impersonations. */
export function observed<Data extends object, Input>(
  engine: Engine<Data, Input>,
  emit: Emit,
): Engine<Data, Input> {
  return {
    ...engine,

    async signOut(request) {
      const reading = await engine.read(request);
      const setCookies = await engine.signOut(request);
      if (reading.status === "active") {
        const { session } = reading;
        emit({ type: "signed-out", userId: session.userId }, request, session);
      }
      return setCookies;
    },

    async impersonate(request, userId, input) {
      const begun = await engine.impersonate(request, userId, input);
      emit({ type: "impersonated", userId }, request, begun.session);
      return begun;
    },

    sessions: isUnsupported(engine.sessions)
      ? engine.sessions
      : observedSessions(engine.sessions, (userId) =>
          emit({ type: "sessions-revoked", userId }, null, null),
        ),
  };
}

function observedSessions<Data>(
  sessions: Sessions<Data>,
  revoked: (userId: string | null) => void,
): Sessions<Data> {
  return {
    ...sessions,

    async revoke(sessionId, options) {
      const hasEnded = await sessions.revoke(sessionId, options);
      if (hasEnded) revoked(options?.ownedBy ?? null);
      return hasEnded;
    },

    async revokeOthers(session) {
      const count = await sessions.revokeOthers(session);
      if (count > 0) revoked(session.userId);
      return count;
    },

    async revokeAll(userId) {
      const count = await sessions.revokeAll(userId);
      if (count > 0) revoked(userId);
      return count;
    },

    async revokeEverything() {
      await sessions.revokeEverything();
      revoked(null);
    },
  };
}
