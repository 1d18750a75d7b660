import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { fromElsewhere } from "../harness/address.ts";
import { launchChromium } from "../harness/chromium.ts";
import { type Folder, temporaryFolder } from "../harness/folder.ts";
import { type Lab, startLab } from "../harness/lab.ts";
import { type Visitor, visit } from "../harness/visitor.ts";

export const SIDES = [
  { strategy: "jwt", panel: "JWT", dashboard: "JWT dashboard", signIn: "Sign in with a JWT" },
  {
    strategy: "sealed",
    panel: "Sealed",
    dashboard: "Sealed dashboard",
    signIn: "Sign in with a sealed cookie",
  },
  {
    strategy: "database",
    panel: "Session",
    dashboard: "Session dashboard",
    signIn: "Sign in with a session",
  },
  {
    strategy: "hybrid",
    panel: "Hybrid",
    dashboard: "Hybrid dashboard",
    signIn: "Sign in with a hybrid token",
  },
] as const;

export interface Setting {
  readonly lab: () => Lab;
  /** The folder of the Lab's databases. */
  readonly dataFolder: () => string;
  /** Starts the Lab again with its address and its data. `env` applies until the next restart. */
  restartLab(env?: Readonly<Record<string, string>>): Promise<void>;
  readonly browser: () => Browser;
  /** Opens a new device. Its console must show no error or warning until the test ends. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
}

/** Starts a Lab and Chromium for the tests of a file. */
export function useLab(): Setting {
  let data: Folder;
  let lab: Lab;
  let browser: Browser;
  let visitors: Visitor[] = [];
  const start = (env: Readonly<Record<string, string>>, port?: number) =>
    startLab({ dataFolder: data.path, env: { TRUSTED_PROXIES: "1", ...env }, port });
  beforeAll(async () => {
    data = temporaryFolder("lab");
    [lab, browser] = await Promise.all([start({}), launchChromium()]);
  });
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.map((visitor) => visitor.context.close()));
    visitors = [];
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    data?.remove();
  });
  return {
    lab: () => lab,
    dataFolder: () => data.path,
    async restartLab(env = {}) {
      await lab.stop();
      lab = await start(env, Number(new URL(lab.url).port));
    },
    browser: () => browser,
    async visitor(options = {}) {
      // Each visitor has a different address, so that the limits of other tests do not apply.
      const setting = { baseURL: lab.url, extraHTTPHeaders: fromElsewhere() };
      const visitor = await visit(browser, { ...setting, ...options });
      visitors.push(visitor);
      return visitor;
    },
  };
}

export async function signIn(page: Page, strategy: string): Promise<void> {
  await page.goto(`/${strategy}/sign-in`);
  await fillSignIn(page, "ada", "lovelace-1815");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
