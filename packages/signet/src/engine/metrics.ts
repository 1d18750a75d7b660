import { readings } from "#channel";
import type { DecidedBy, Reading } from "../session/types.ts";
import type { Metrics } from "./api.ts";

export interface Readings {
  /** Counts a reading, publishes it on the diagnostics channel, and returns it. */
  count<Data>(reading: Reading<Data>): Reading<Data>;
  counted(): Omit<Metrics, "feed">;
}

export function countReadings(): Readings {
  const active: Record<DecidedBy, number> = { view: 0, store: 0, token: 0 };
  const others = { anonymous: 0, rejected: 0, unavailable: 0 };
  return {
    count(reading) {
      if (reading.status === "active") active[reading.decidedBy]++;
      else others[reading.status]++;
      if (readings?.hasSubscribers === true) readings.publish(messageOf(reading));
      return reading;
    },

    counted: () => ({ active: { ...active }, ...others }),
  };
}

/** Returns the published message. It holds no secret, and only the public id of the session. */
function messageOf(reading: Reading<unknown>): object {
  switch (reading.status) {
    case "active":
      return {
        status: "active",
        decidedBy: reading.decidedBy,
        sessionId: reading.session.id,
      };
    case "rejected":
      return { status: "rejected", reason: reading.reason };
    default:
      return { status: reading.status };
  }
}
