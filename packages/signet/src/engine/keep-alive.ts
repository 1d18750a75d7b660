import type { RequestSource } from "../http/request-source.ts";
import { judge } from "../session/lifetime.ts";
import { sessionFactsOf } from "../session/session.ts";
import type { Guarding } from "./api.ts";
import type { Settings } from "./config.ts";
import type { Incoming } from "./incoming.ts";
import { notRenewed } from "./renew.ts";

/** Creates `keepAlive` of an engine. */
export function keepAliveOf<Data extends object>(
  { operations, lifetime, now }: Settings,
  incoming: (request: RequestSource) => Incoming,
): Guarding<Data>["keepAlive"] {
  return async (request, reading) => {
    if (reading.status !== "active" || !reading.renew) return true;
    const { found } = incoming(request);
    if (found.kind !== "one") return true;
    const at = now();
    const facts = sessionFactsOf(reading.session);
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
