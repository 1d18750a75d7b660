import { practiceLog } from "./practice-log";

/** Returns all events of an owner as a download. The ids of the owner and of the events stay out. */
export function exportProgress(owner: string): Response {
  const events = practiceLog()
    .list(owner)
    .map(({ owner: _, id, at, ...event }) => ({ at: new Date(at).toISOString(), ...event }));
  const file = { format: "signet-lab-practice", version: 1, events };
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      "content-type": "application/json",
      "content-disposition": 'attachment; filename="signet-lab-progress.json"',
      "cache-control": "no-store",
    },
  });
}
