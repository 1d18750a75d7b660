import { expect, test } from "vitest";
import { endText } from "./end-text";
import { formatEnd, parseEnd, type SessionEnd } from "./session-end";

const at = Date.UTC(2026, 10, 27, 13);
const now = at + 120_000;

test.each([
  [null, "This server does not know from which device, nor when."],
  [
    { how: "revoked", device: "Firefox on Linux", at },
    "It was ended from Firefox on Linux, 2 minutes ago (27 Nov 2026, 13:00 UTC).",
  ],
  [
    { how: "revoked", device: null, at },
    "It was ended from an unknown device, 2 minutes ago (27 Nov 2026, 13:00 UTC).",
  ],
  [
    { how: "signed-out", device: "Firefox on Linux", at },
    "It signed out 2 minutes ago (27 Nov 2026, 13:00 UTC).",
  ],
  [
    { how: "replaced", device: "Firefox on Linux", at },
    "It ended 2 minutes ago (27 Nov 2026, 13:00 UTC): its browser signed in again.",
  ],
] satisfies [SessionEnd | null, string][])("%j reads: %s", (end, text) => {
  expect(endText(end, now)).toBe(text);
});

test("an end is read as it was noted, and any other text is none", () => {
  const end: SessionEnd = { how: "revoked", device: null, at };
  expect(parseEnd(formatEnd(end))).toEqual(end);
  for (const text of [null, "", "{", "null", "{}", '{"how":"eaten","device":null,"at":1}']) {
    expect(parseEnd(text)).toBeNull();
  }
});
