import type { Strategy } from "../../../strategy/contract.ts";
import type { SessionStrategy } from "../types.ts";
import type { Keeper } from "./contract.ts";
import { engineSessions } from "./engine-sessions.ts";
import { type JweSettings, jweCookies } from "./jwe-cookie.ts";

export interface KeeperSettings extends JweSettings {
  readonly strategy: SessionStrategy | Strategy;
  readonly secret: string;
  /** The host of the configured URL. */
  readonly host: string;
  /** Whether cookies are for https. */
  readonly secure: boolean;
}

/** Creates the keeper of a strategy. */
export function keeperOf(settings: KeeperSettings): Keeper {
  const { strategy } = settings;
  return typeof strategy === "string" ? jweCookies(settings) : engineSessions(strategy, settings);
}
