import { join } from "node:path";
import { peerFolder } from "../../scripts/build/peer-app.mjs";
import { temporaryFolder } from "./folder.ts";
import { type NextApp, startNextApp } from "./next-app.ts";
import { freePort } from "./port.ts";

/** The libraries that an app of test/peer-app imports: the peers, or the drop-ins of Signet. */
export type Libraries = "originals" | "signet";
export type Router = "app-router" | "pages-router";
/** The app of devices is the one of the App Router on Signet, with a store of sessions. */
export type PeerAppName = Router | "devices";

export interface PeerAppOptions {
  readonly libraries: Libraries;
  readonly router: PeerAppName;
  /** The origin that browsers see, when a proxy stands before the app. Default: the app's own. */
  readonly origin?: string;
}

/** Starts the production build of an app of test/peer-app on a free port. */
export async function startPeerApp(options: PeerAppOptions): Promise<NextApp> {
  const { libraries, router } = options;
  const port = await freePort();
  const folder = temporaryFolder("peer-app");
  return await startNextApp({
    folder: peerFolder(libraries, router),
    port,
    env: {
      NEXTAUTH_URL: options.origin ?? `http://localhost:${port}`,
      NEXTAUTH_SECRET: "a-secret-for-the-peers-0123456789-abcdefgh",
      SESSIONS_FILE: join(folder.path, "sessions.db"),
    },
    cleanUp: folder.remove,
  });
}
