import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { freePort } from "./port.ts";
import { launch, type Running } from "./process.ts";

/** The Lab's OpenID provider, as `npm start` starts it. */
export interface PracticeProvider extends Running {
  /** The environment by which the Lab finds the provider. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the practice provider for a Lab at a port. */
export async function startPracticeProvider(labPort: number): Promise<PracticeProvider> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const secret = randomBytes(32).toString("base64url");
  const running = await launch({
    program: process.execPath,
    args: [join(import.meta.dirname, "../../apps/lab/provider/main.mjs")],
    env: {
      LAB_ORIGIN: `http://localhost:${labPort}`,
      LAB_PROVIDER_PORT: String(port),
      LAB_PROVIDER_SECRET: secret,
    },
    ready: () => fetch(`${issuer}/.well-known/openid-configuration`),
    cleanUp: () => {},
  });
  return { ...running, env: { LAB_PROVIDER: issuer, LAB_PROVIDER_SECRET: secret } };
}
