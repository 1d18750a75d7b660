import "server-only";
import { type Session, StoreUnavailableError } from "signet-auth/next";
import { auths } from "./auth";
import { cookieHeld } from "./cookie-held";
import type { CookiePicture } from "./cookie-picture";
import { readingTime } from "./reading-time";
import type { SessionData } from "./session-data";
import { type StoreTrace, traced } from "./store-trace";
import type { StrategyName } from "./strategies";

/** What a strategy answers about this request, and what it took to answer. */
export interface Observation {
  readonly strategy: StrategyName;
  readonly cookie: CookiePicture | null;
  readonly answer: Answer;
  readonly store: Readonly<StoreTrace>;
  /** Microseconds; 0 when nobody is signed in. */
  readonly readingTime: number;
}

export type Answer =
  | { readonly status: "signed-in"; readonly session: Session<SessionData> }
  | { readonly status: "signed-out" }
  | { readonly status: "unavailable" };

export async function observe(strategy: StrategyName): Promise<Observation> {
  const { value: answer, trace: store } = await traced(() => ask(strategy));
  const cookie = await cookieHeld(strategy);
  // Not during an outage: a store that makes one reading wait would make every one of them wait.
  const time = answer.status === "signed-in" ? await readingTime(strategy) : 0;
  return { strategy, cookie, answer, store, readingTime: time };
}

async function ask(strategy: StrategyName): Promise<Answer> {
  try {
    const session = await auths[strategy]();
    return session === null ? { status: "signed-out" } : { status: "signed-in", session };
  } catch (error) {
    if (error instanceof StoreUnavailableError) return { status: "unavailable" };
    throw error;
  }
}
