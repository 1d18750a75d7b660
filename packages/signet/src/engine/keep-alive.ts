import type { CredentialFound } from "../http/credential.ts";
import type { RequestSource } from "../http/source.ts";
import { absoluteEndOf, judge } from "../session/lifetime.ts";
import { factsOf } from "../session/session.ts";
import type { SessionFacts } from "../session/types.ts";
import type { Guarding } from "./api.ts";
import type { Settings } from "./config.ts";
import { notRenewed } from "./renew.ts";

/** `keepAlive` of an engine. */
export function keepAliveOf<Data extends object>(
  { operations, lifetime, now }: Settings,
  find: (request: RequestSource) => CredentialFound,
): Guarding<Data>["keepAlive"] {
  return async (request, reading) => {
    if (reading.status !== "active" || !reading.renew) return true;
    const found = find(request);
    if (found.kind !== "one") return true;
    const at = now();
    const facts = factsOf(reading.session);
    const judgement = judge(facts, lifetime, at);
    if (!judgement.live || !judgement.renewalDue) return true;
    try {
      return await operations.keepAlive(facts, found, at);
    } catch (error) {
      notRenewed(error);
      return true;
    }
  };
}

/** How long a cookie is good: as its credential; or as its session in a store can be kept alive. */
export function cookieEndOf({ operations, lifetime }: Settings, facts: SessionFacts): number {
  const isStored = typeof operations.directory !== "string";
  return isStored ? absoluteEndOf(facts, lifetime) : facts.expiresAt;
}
