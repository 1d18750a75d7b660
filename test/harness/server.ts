import { type Launch, launch } from "./process.ts";

/** A server that a test can kill and start again on the same port with the same data. */
export interface Server {
  readonly port: number;
  /** The output since the last start. */
  readonly output: () => string;
  /** Ends the server with SIGKILL. Unwritten data is lost. */
  readonly kill: () => Promise<void>;
  /** Starts the server again after `kill`. */
  readonly start: () => Promise<void>;
  /** Ends the server and removes its data. */
  readonly stop: () => Promise<void>;
}

/** Starts a server. Each later start uses the same `how`. */
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
