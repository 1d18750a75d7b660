import type { EventCallbacks, EventType } from "../types.ts";
import { asError } from "./logger.ts";
import type { Settings } from "./settings.ts";

/** Calls the event of a program, if it has one. Its errors are logged and have no other effect. */
export async function emit<Name extends EventType>(
  { options, logger }: Pick<Settings, "options" | "logger">,
  name: Name,
  message: Partial<Parameters<EventCallbacks[Name]>[0]>,
): Promise<void> {
  try {
    const event: ((message: never) => unknown) | undefined = options.events?.[name];
    // next-auth 4 declares members that a session in a token does not have.
    await event?.(message as never);
  } catch (error) {
    logger.error(`${name.replace(/[A-Z]/g, "_$&").toUpperCase()}_EVENT_ERROR`, asError(error));
  }
}
