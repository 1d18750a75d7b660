import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Role, Said, Told } from "./messages.ts";

/** A process of the proof, seen from outside. */
export interface App {
  readonly role: Role;
  readonly tell: (told: Told) => void;
  /** SIGSTOP and SIGCONT. */
  readonly pause: () => void;
  readonly goOn: () => void;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Lets it come to its end. */
  readonly stop: () => Promise<void>;
}

const main = join(import.meta.dirname, "main.ts");

/** @param heard is told all it says, once it is ready. */
export async function startApp(role: Role, heard: (said: Said) => void): Promise<App> {
  const child = fork(main, [JSON.stringify(role)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const exit = once(child, "exit");
  let isMeant = false;
  const failed = exit.then(([code, signal]) => {
    if (!isMeant) throw new Error(`A ${role.role} ended with ${code ?? signal} by itself.`);
  });
  await Promise.race([once(child, "message"), failed]);
  // Whoever waits for its end is told; until then nobody asks.
  failed.catch(() => {});
  const stopped = new Promise<void>((resolve) => {
    child.on("message", (said: Said) => ("stopped" in said ? resolve() : heard(said)));
  });

  /** To whoever is being killed at this moment nothing arrives; one that ended by itself is found at its end. */
  function tell(told: Told): void {
    if (child.connected) child.send(told, () => {});
  }

  return {
    role,
    tell,
    pause: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    async kill() {
      isMeant = true;
      child.kill("SIGKILL");
      await exit;
    },
    async stop() {
      tell({ stop: true });
      await Promise.race([stopped, failed]);
      isMeant = true;
      child.kill("SIGKILL");
      await exit;
    },
  };
}
