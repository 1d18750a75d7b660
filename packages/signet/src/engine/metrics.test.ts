import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { expect, onTestFinished, test } from "vitest";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { createSignet } from "./create-signet.ts";

test("every reading is published to the diagnostics channel, without secrets", async () => {
  const signet = createSignet({
    strategy: database({ store: memoryStore() }),
    secret: "a-secret-for-metrics-tests-0123456789-abc",
  });
  const messages: unknown[] = [];
  const listen = (message: unknown) => messages.push(message);
  subscribe("signet-auth:reading", listen);
  onTestFinished(() => {
    unsubscribe("signet-auth:reading", listen);
  });
  const host = { host: "localhost" };
  const { credential, session } = await signet.signIn(host, { userId: "ada" });
  await signet.read(host);
  await signet.read({ ...host, authorization: `Bearer ${credential}` });
  await signet.read({ ...host, authorization: "Bearer nothing" });
  expect(messages).toEqual([
    { status: "anonymous" },
    { status: "active", decidedBy: "store", sessionId: session.id },
    { status: "rejected", reason: "malformed" },
  ]);
  expect(signet.metrics()).toEqual({
    active: { view: 0, store: 1, token: 0 },
    anonymous: 1,
    rejected: 1,
    unavailable: 0,
    feed: null,
  });
});
