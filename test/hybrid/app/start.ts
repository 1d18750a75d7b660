import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Command, Message, Role } from "./messages.ts";

/** The parent's handle of a reader or writer process. */
export interface App {
  readonly role: Role;
  readonly send: (command: Command) => void;
  /** Stops the process with SIGSTOP. */
  readonly pause: () => void;
  /** Continues the process with SIGCONT. */
  readonly goOn: () => void;
  /** Ends the process with SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Ends the process after its current work. */
  readonly stop: () => Promise<void>;
}

const main = join(import.meta.dirname, "main.ts");

/**
 * Starts a process and waits until it is ready.
 *
 * @param onMessage called with each later message
 */
export async function startApp(role: Role, onMessage: (message: Message) => void): Promise<App> {
  const child = fork(main, [JSON.stringify(role)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const exit = once(child, "exit");
  let isExpected = false;
  const failed = exit.then(([code, signal]) => {
    if (!isExpected) throw new Error(`A ${role.role} ended unexpectedly with ${code ?? signal}.`);
  });
  await Promise.race([once(child, "message"), failed]);
  // `stop` reports the failure. Until then the rejection must not count as unhandled.
  failed.catch(() => {});
  const stopped = new Promise<void>((resolve) => {
    child.on("message", (message: Message) =>
      "stopped" in message ? resolve() : onMessage(message),
    );
  });

  /** Sends a command. A process that is being killed does not receive it; `stop` reports other ends. */
  function send(command: Command): void {
    if (child.connected) child.send(command, () => {});
  }

  return {
    role,
    send,
    pause: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    async kill() {
      isExpected = true;
      child.kill("SIGKILL");
      await exit;
    },
    async stop() {
      send({ stop: true });
      await Promise.race([stopped, failed]);
      isExpected = true;
      child.kill("SIGKILL");
      await exit;
    },
  };
}
