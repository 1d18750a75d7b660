import { headerOf, type RequestSource } from "../../http/request-source.ts";
import { plainText } from "../../session/text.ts";
import type { Session } from "../../session/types.ts";
import { warnOnce } from "../../warn.ts";
import type { AuthEvent, SignInEvent } from "../events.ts";

/** How long a sign-in waits for the promises of `onEvent`; milliseconds. */
const LONGEST_WAIT = 2_000;

/** The circumstances of an event. */
export interface Circumstances {
  readonly request: RequestSource | null;
  readonly method: string | null;
  readonly session: Pick<Session<object>, "id" | "userId" | "proofs" | "actor"> | null;
  readonly now: number;
}

/** Passes events to `onEvent`. */
export interface Reporter {
  /** Returns a promise that never rejects if `onEvent` returned one; otherwise `null`. */
  report(event: SignInEvent, circumstances: Circumstances): Promise<void> | null;
}

/**
 * Creates a reporter. An error of `onEvent` is logged once and never changes the outcome of a sign-in.
 * Only the named members of an event are passed on, so that no secret of a method slips in.
 */
export function reporterOf(onEvent: ((event: AuthEvent) => void | Promise<void>) | null): Reporter {
  return {
    report(event, circumstances) {
      if (onEvent === null) return null;
      try {
        const answer = onEvent(eventOf(event, circumstances));
        return answer === undefined ? null : Promise.resolve(answer).catch(warnOfListener);
      } catch (error) {
        warnOfListener(error);
        return null;
      }
    },
  };
}

/** Waits for the promises that `onEvent` has returned, at most two seconds. */
export async function settled(reports: readonly Promise<void>[]): Promise<void> {
  if (reports.length === 0) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT);
  });
  await Promise.race([Promise.all(reports), timeout]);
  clearTimeout(timer);
}

function eventOf(
  { type, userId, reason, authenticator }: SignInEvent,
  { request, method, session, now }: Circumstances,
): AuthEvent {
  return {
    type,
    userId: userId ?? session?.userId ?? null,
    ...(reason === undefined ? null : { reason }),
    ...(authenticator === undefined ? null : { authenticator }),
    at: new Date(now),
    method,
    amr: [...new Set(session?.proofs?.flatMap((proof) => proof.amr))],
    sessionId: session?.id ?? null,
    actor: session?.actor ?? null,
    userAgent: request === null ? null : plainText(headerOf(request, "user-agent")),
  };
}

function warnOfListener(error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  warnOnce(
    "on-event-failed",
    `The function onEvent failed (${name}), so an event was lost. The sign-in went on. Catch the errors of onEvent inside of it.`,
  );
}
