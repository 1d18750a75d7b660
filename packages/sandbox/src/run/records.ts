import type { Call, Frame, Line, Measurement } from "../outcome.ts";
import { MOST_CHARACTERS, MOST_RECORDS } from "./limits.ts";

/** What a program printed and recorded so far. */
export interface Records {
  readonly lines: Line[];
  readonly calls: Call[];
  readonly frames: Frame[];
  readonly measurements: Measurement[];
}

export function emptyRecords(): Records {
  return { lines: [], calls: [], frames: [], measurements: [] };
}

/** Adds a printed line. Cuts a long one, and replaces all after the last allowed one by a note. */
export function addLine(records: Records, level: string, text: string): void {
  const { lines } = records;
  if (lines.length > MOST_RECORDS) return;
  if (lines.length === MOST_RECORDS) {
    lines.push({ level: "warn", text: `… The program printed more than ${MOST_RECORDS} lines.` });
    return;
  }
  const known = level === "warn" || level === "error" ? level : "log";
  lines.push({ level: known, text: short(text) });
}

/** Adds a record of the module "practice", which writes it as JSON. */
export function addRecord(records: Records, kind: string, json: string): void {
  if (kind === "call") add(records.calls, json);
  if (kind === "frame") add(records.frames, json);
  if (kind === "measurement") add(records.measurements, json);
}

function add<Value>(list: Value[], json: string): void {
  // A call that is left out could be the one that failed, so the run must not pass without it.
  if (list.length >= MOST_RECORDS) throw new Error(`More than ${MOST_RECORDS} records.`);
  list.push(JSON.parse(json));
}

const short = (text: string) =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
