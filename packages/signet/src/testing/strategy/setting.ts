import type { SignedIn, Signet } from "../../engine/api.ts";
import { createSignet } from "../../engine/create-signet.ts";
import type { Sessions } from "../../engine/sessions.ts";
import type { DataSchema } from "../../session/data.ts";
import type { LifetimeOptions } from "../../session/lifetime.ts";
import type { Reading, Session } from "../../session/types.ts";
import type { Strategy } from "../../strategy/contract.ts";
import { type TestBrowser, testBrowser } from "../browser.ts";
import { type TestClock, testClock } from "../clock.ts";
import type { TestFunction } from "../runner.ts";

export interface CaseOptions {
  readonly test: TestFunction;
  readonly makeStrategy: () => Promise<Strategy>;
}

/** Session data with several members, so that two updates can change different members. */
export interface TestData {
  readonly name: string;
  readonly color?: string;
  readonly count?: number;
}

export type TestSignet = Signet<TestData, TestData, Strategy>;

export interface Setting {
  readonly signet: TestSignet;
  readonly strategy: Strategy;
  readonly clock: TestClock;
}

export const SECOND = 1_000;
export const DAY: number = 86_400 * SECOND;

const LIFETIME = { idle: "7d", absolute: "30d", renewAfter: "1d" } as const;
export const SECRET = "a-secret-of-the-test-suite-0123456789";
export const OTHER_SECRET = "quite-another-secret-of-the-suite-9876543210";

/** Creates an engine with a strategy and the test's clock. */
export function engineOn(
  strategy: Strategy,
  clock: TestClock,
  changed: {
    secret?: string | readonly string[];
    cookieName?: string;
    clockTolerance?: number | "10m";
    lifetime?: LifetimeOptions;
  } = {},
): TestSignet {
  const now = () => clock.now();
  const base = { strategy, secret: SECRET, lifetime: LIFETIME, data: testData, now };
  return createSignet({ ...base, ...changed });
}

/** Creates an engine with a new strategy and a new clock. */
export async function makeSetting({ makeStrategy }: CaseOptions): Promise<Setting> {
  const clock = testClock();
  const strategy = await makeStrategy();
  return { signet: engineOn(strategy, clock), strategy, clock };
}

export interface SignedInSetting extends Setting {
  readonly browser: TestBrowser;
  readonly issued: SignedIn<TestData>;
}

/** Creates an engine and a browser with a new session. */
export async function makeSignedIn(options: CaseOptions): Promise<SignedInSetting> {
  const setting = await makeSetting(options);
  const browser = testBrowser();
  const input = { userId: "user-1", data: { name: "Ada" } };
  const issued = await setting.signet.signIn(browser.headers(), input);
  browser.receive(issued.setCookies);
  return { ...setting, browser, issued };
}

/** Returns the session of an active reading. Throws for any other reading. */
export function active<Data>(reading: Reading<Data>): Session<Data> {
  if (reading.status !== "active") {
    const reason = reading.status === "rejected" ? `: ${reading.reason}` : "";
    throw new Error(`The reading must be active. It is ${reading.status}${reason}.`);
  }
  return reading.session;
}

/** Checks whether a strategy keeps its sessions in a store. */
export function isStored({ name }: Strategy): boolean {
  return name === "database" || name === "hybrid";
}

/** Returns the `sessions` of a strategy with a store, or `null`. */
export function sessionsIn({ strategy, signet }: Setting): Sessions<TestData> | null {
  if (!isStored(strategy)) return null;
  return "list" in signet.sessions ? signet.sessions : null;
}

/** Returns the headers of a request with a bearer token. */
export function bearer(credential: string): { authorization: string; host: string } {
  return { authorization: `Bearer ${credential}`, host: "localhost:3000" };
}

const testData: DataSchema<TestData, TestData> = {
  "~standard": {
    version: 1,
    vendor: "signet-auth/testing",
    validate: (value) =>
      isTestData(value) ? { value } : { issues: [{ message: "not test data", path: ["name"] }] },
  },
};

function isTestData(value: unknown): value is TestData {
  return (
    typeof value === "object" && value !== null && "name" in value && typeof value.name === "string"
  );
}
