import { type Launch, launch } from "./process.ts";

/** A server that a test can kill and start again, on the same port and over the same data. */
export interface Server {
  readonly port: number;
  /** All it has said since it was last started. */
  readonly output: () => string;
  /** SIGKILL: what was not written is lost. */
  readonly kill: () => Promise<void>;
  /** Starts it again after `kill`. */
  readonly start: () => Promise<void>;
  /** Ends it and drops its data. */
  readonly stop: () => Promise<void>;
}

/** Starts a server; `how` is the same each time it is started again. */
export async function startServer(
  port: number,
  how: Omit<Launch, "cleanUp">,
  cleanUp: () => void,
): Promise<Server> {
  const start = () => launch({ ...how, cleanUp: () => {} });
  let running = await start().catch((error: unknown) => {
    cleanUp();
    throw error;
  });
  return {
    port,
    output: () => running.output(),
    kill: () => running.kill(),
    async start() {
      running = await start();
    },
    async stop() {
      await running.stop();
      cleanUp();
    },
  };
}
