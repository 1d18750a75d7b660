import { expect, test } from "vitest";
import { formatSessionEnd, parseSessionEnd, type SessionEnd } from "./session-end";
import { sessionEndText } from "./session-end-text";

const at = Date.UTC(2026, 10, 27, 13);
const now = at + 120_000;

test.each([
  [null, "This server has no record of the device or the time."],
  [
    { how: "revoked", device: "Firefox on Linux", at },
    "It was revoked from Firefox on Linux, 2 minutes ago (27 Nov 2026, 13:00 UTC).",
  ],
  [
    { how: "revoked", device: null, at },
    "It was revoked from an unknown device, 2 minutes ago (27 Nov 2026, 13:00 UTC).",
  ],
  [
    { how: "signed-out", device: "Firefox on Linux", at },
    "It signed out 2 minutes ago (27 Nov 2026, 13:00 UTC).",
  ],
  [
    { how: "replaced", device: "Firefox on Linux", at },
    "It ended 2 minutes ago (27 Nov 2026, 13:00 UTC), because its browser signed in again.",
  ],
] satisfies [SessionEnd | null, string][])("the end %j has the text: %s", (end, text) => {
  expect(sessionEndText(end, now)).toBe(text);
});

test("a formatted end is parsed again, and any other text is null", () => {
  const end: SessionEnd = { how: "revoked", device: null, at };
  expect(parseSessionEnd(formatSessionEnd(end))).toEqual(end);
  for (const text of [null, "", "{", "null", "{}", '{"how":"eaten","device":null,"at":1}']) {
    expect(parseSessionEnd(text)).toBeNull();
  }
});
