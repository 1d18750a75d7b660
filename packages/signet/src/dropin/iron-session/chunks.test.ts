/** Sessions in several cookies, compared with iron-session 9. */
import { expect, test } from "vitest";
import {
  compare,
  exchanges,
  nine,
  options,
  password,
  type Session,
  signet,
  stopClock,
} from "./comparison.test-d.ts";

stopClock();

const chunked = { ...options, chunk: true };
const kinds = Object.keys(exchanges);

/** Splits a seal of iron-session 9 into cookies of a length. */
async function cookiesOf(data: object, length = 3_900): Promise<string[]> {
  const seal = await nine.sealData(data, { password });
  const count = Math.ceil(seal.length / length);
  return Array.from(
    { length: count },
    (_, at) => `app.${at}=${seal.slice(at * length, (at + 1) * length)}`,
  );
}

function writing(length: number) {
  return (session: Session) => {
    session["text"] = "x".repeat(length);
    return session.save();
  };
}

const lengths = [10, 2_700, 2_750, 2_900, 5_000, 8_000, 11_000, 11_600, 13_000];
const each = (values: readonly unknown[]) =>
  values.flatMap((value) => kinds.map((kind) => [value, kind] as const));

test.each(each(lengths))(
  "a session with %s characters is written as in iron-session 9, with and without chunks: %s",
  async (length, kind) => {
    const three = (await cookiesOf({ text: "x".repeat(8_000) })).join("; ");
    for (const given of [options, chunked]) {
      for (const cookie of [undefined, three]) {
        await compare(nine, kind, { options: given, cookie, steps: writing(Number(length)) });
      }
    }
  },
);

const [zero = "", one = "", two = ""] = await cookiesOf({ text: "x".repeat(8_000) });
const [other = ""] = await cookiesOf({ text: "y".repeat(8_000) });
const whole = `app=${await nine.sealData({ small: true }, { password })}`;

test.each(
  each([
    [zero, one, two],
    [two, one, zero],
    [zero, two],
    [one, two],
    [zero, one],
    [zero, one, two, "app.3=x"],
    [zero, one, two, "app.4=x"],
    [other, one, two],
    [zero.replace(".0", ".1"), one.replace(".1", ".0"), two],
    [whole, zero, one, two],
    ["app=", zero, one, two],
    ["app=x", zero, one, two],
    ["app.0=", "app.1=x"],
    ["app.00=x", "app.01=y"],
  ]),
)("chunks are read, saved and destroyed as in iron-session 9: %#, %s", async (cookies, kind) => {
  const cookie = (cookies as string[]).join("; ");
  for (const given of [options, chunked]) {
    await compare(nine, kind, { options: given, cookie });
    await compare(nine, kind, { options: given, cookie, steps: writing(5) });
    await compare(nine, kind, { options: given, cookie, steps: writing(5_000) });
    await compare(nine, kind, { options: given, cookie, steps: (session) => session.destroy() });
  }
});

test.each(kinds)("a name that leaves no room for a chunk is refused: %s", (kind) =>
  compare(nine, kind, {
    options: { ...chunked, cookieName: "n".repeat(4_100) },
    steps: writing(5_000),
  }),
);

test.each([
  [2_900, options, "iron-session: Cookie length is too big (41"],
  [20_000, chunked, "iron-session: The session needs 7 cookies and the maximum is 4"],
])("a session of %s characters is an error that gives the size", async (length, given, message) => {
  for (const library of [nine, signet]) {
    const { args } = exchanges["req, res"]?.() ?? { args: [] };
    const session = await library.getIronSession(...args, given);
    await expect(writing(length)(session)).rejects.toThrow(message);
  }
});
