/** Seals of iron-session 6, 8 and 9 and ours: each opens the seals of the others. */
import { expect, test } from "vitest";
import {
  attempt,
  comparable,
  comparableError,
  forge,
  type Library,
  NOW,
  nine,
  otherPassword,
  password,
  signet,
  stopClock,
  versions,
} from "./comparison.test-d.ts";

stopClock();

const passwords: Readonly<Record<string, string | Record<string, string>>> = {
  "one password": password,
  "a map": { 1: password, 2: otherPassword },
  "a map with a high id": { 10: password, 9: otherPassword },
  "a password beyond ASCII": "пароль-из-сорока-знаков-🙂-для-испытаний!",
  "a long password": "x".repeat(5_000),
};

const data: readonly unknown[] = [
  {},
  { user: { id: 230, admin: true } },
  { username: "Alison", isLoggedIn: true },
  { text: 'ü 🙂 \u0000 \u2028 \ud800 "\\', empty: "", none: null },
  { numbers: [0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER], nested: { list: [[], [{}]] } },
  { missing: undefined, kept: 1 },
  { __proto__x: 1, constructor: "c", toString: "t", "a.b": 2, "": 3 },
  JSON.parse('{"__proto__":{"admin":true}}'),
  { long: "x".repeat(3_000) },
  { exactlyOneBlock: "x".repeat(16) },
  "a text",
  42,
  true,
];
const lifetimes = [undefined, 0, 60, 3_600] as const;

const crossings = versions.flatMap(([name, library]) =>
  data.flatMap((value, at) =>
    [
      ["our", signet, library],
      [`their`, library, signet],
    ].map(
      ([whose, from, to]) =>
        [whose, name, JSON.stringify(value).slice(0, 40), value, at, from, to] as [
          string,
          string,
          string,
          unknown,
          number,
          Library,
          Library,
        ],
    ),
  ),
);

test.each(crossings)("%s seal is opened on the other side, with %s: %s", async (...row) => {
  const [, , , value, at, from, to] = row;
  const names = Object.keys(passwords);
  for (const [offset, ttl] of lifetimes.entries()) {
    const given = passwords[names[(at + offset) % names.length] ?? ""];
    const seal = await from.sealData(value, { password: given, ttl });
    const opened = await to.unsealData(seal, { password: given, ttl });
    expect(opened).toEqual(JSON.parse(JSON.stringify(value)));
    expect(Object.keys(Object(opened))).toEqual(
      Object.keys(Object(JSON.parse(JSON.stringify(value)))),
    );
  }
});

test.each(
  Object.entries(passwords).flatMap(([title, given]) =>
    lifetimes.map((ttl) => [title, ttl, given] as const),
  ),
)("our seal has the parts of one of iron-session 9: %s, ttl %s", async (_, ttl, given) => {
  const [theirs, our] = await Promise.all(
    [nine, signet].map((library) => library.sealData({ a: "text" }, { password: given, ttl })),
  );
  expect(comparable(our ?? "")).toBe(comparable(theirs ?? ""));
  expect(comparable(our ?? "")).toMatch(/^<\d+ 22 (170\d{10})?>$/);
});

async function opening(library: Library, seal: string, given: unknown = password) {
  const refusals: unknown[] = [];
  const outcome = await attempt(() =>
    library.unsealData(seal, {
      password: given,
      onUnsealError: (reason: string, error: unknown) =>
        refusals.push([reason, comparableError(error)]),
    }),
  );
  return { outcome, refusals };
}

const good = await nine.sealData({ user: { id: 1 } }, { password });
const parts = good.slice(0, -2).split("*");
function withPart(at: number, value: string): string {
  return `${parts.with(at, value).join("*")}~2`;
}
const flipped = (text = "") => (text[0] === "a" ? "b" : "a") + text.slice(1);

const seals: Readonly<Record<string, string>> = {
  "no text": "",
  "the mark alone": "~2",
  "no seal": "not a seal",
  "seven parts": parts.slice(0, 7).join("*"),
  "nine parts": `${good.slice(0, -2)}*x~2`,
  "seven stars": "*******",
  "another prefix": withPart(0, "Fe26.1"),
  "a prefix in lower case": withPart(0, "fe26.2"),
  "another known id": withPart(1, "2"),
  "an unknown id": withPart(1, "7"),
  "no id": withPart(1, ""),
  "an id with a space": withPart(1, " 1"),
  "another encryption salt": withPart(2, flipped(parts[2])),
  "no encryption salt": withPart(2, ""),
  "another IV": withPart(3, flipped(parts[3])),
  "no IV": withPart(3, ""),
  "another ciphertext": withPart(4, flipped(parts[4])),
  "no ciphertext": withPart(4, ""),
  "a later expiration": withPart(5, String(NOW + 9e12)),
  "no expiration": withPart(5, ""),
  "another integrity salt": withPart(6, flipped(parts[6])),
  "no integrity salt": withPart(6, ""),
  "another MAC": withPart(7, flipped(parts[7])),
  "a shorter MAC": withPart(7, parts[7]?.slice(0, -1) ?? ""),
  "no MAC": withPart(7, ""),
  "a space before it": ` ${good}`,
  "a quote before it": `"${good}"`,
};

test.each(Object.entries(seals))(
  "iron-session 9 and we refuse a changed seal for the same reason: %s",
  async (_, seal) => {
    for (const given of [password, { 1: password, 2: otherPassword }]) {
      const ourResult = await opening(signet, seal, given);
      expect(ourResult).toEqual(await opening(nine, seal, given));
      expect(ourResult.outcome).toEqual({ returned: {} });
      expect(ourResult.refusals).toHaveLength(1);
    }
  },
);

test.each([
  ["a word as expiration", { expiration: "soon" }],
  ["0 as expiration", { expiration: "0" }],
  ["an expiration with a leading zero", { expiration: `0${NOW + 1}` }],
  ["an expiration with a sign", { expiration: `+${NOW + 1}` }],
  ["an expiration with a fraction", { expiration: `${NOW + 1}.5` }],
  ["an expiration in hexadecimal", { expiration: "0xffffffffffff" }],
  ["an IV of 8 bytes", { iv: "AAAAAAAAAAA" }],
  ["no IV", { iv: "" }],
  ["an IV of 17 bytes", { iv: "AAAAAAAAAAAAAAAAAAAAAAA" }],
  ["a ciphertext of 15 bytes", { ciphertext: "AAAAAAAAAAAAAAAAAAAA" }],
  ["no ciphertext", { ciphertext: "" }],
  ["a ciphertext with other padding", { ciphertext: "AAAAAAAAAAAAAAAAAAAAAA" }],
] as const)("a seal with a right MAC and %s is refused, as in iron-session 9", async (_, odd) => {
  const seal = await forge('{"a":1}', odd);
  for (const library of [nine, signet]) {
    const { outcome, refusals } = await opening(library, seal);
    expect(outcome).toEqual({ returned: {} });
    expect(refusals).toEqual([["invalid", expect.anything()]]);
  }
});

test.each(["null", "1", "true", '"text"', "[]", '[{"a":1}]', "", "{", "{'a':1}", "undefined"])(
  "sealed %j is opened or refused as in iron-session 9",
  async (text) => {
    const seal = await forge(text);
    const [our, theirs] = [await opening(signet, seal), await opening(nine, seal)];
    expect(our.outcome).toEqual(theirs.outcome);
    expect(our.refusals.length).toBe(theirs.refusals.length);
  },
);

test.each(["", "~", "~1", "~2", "~3", "~2~", "~persistent", "~2*x"])(
  "the mark after a seal changes nothing, as in iron-session 9: %j",
  async (mark) => {
    const seal = good.slice(0, -2) + mark;
    const ourResult = await opening(signet, seal);
    expect(ourResult).toEqual(await opening(nine, seal));
    expect(ourResult).toEqual({ outcome: { returned: { user: { id: 1 } } }, refusals: [] });
  },
);

test.each([-3_600, -61, -60, -59, -1, 1, 60])(
  "iron-session 9 and we judge an expiration in %s s in the same way",
  async (seconds) => {
    for (const from of [nine, signet]) {
      const seal = await from.sealData({ a: 1 }, { password, ttl: seconds });
      const ourResult = await opening(signet, seal);
      expect(ourResult).toEqual(await opening(nine, seal));
      expect(ourResult.refusals).toEqual(
        seconds <= -60 ? [["expired", { name: "Error", message: "Expired seal" }]] : [],
      );
    }
  },
);

test.each([
  ["a password that is too short", "short"],
  ["a map with a password that is too short", { 1: "short" }],
  ["an empty password", ""],
  ["an empty map", {}],
  ["a map without numbers", { first: password }],
  ["an id that is written differently", { "01": password }],
  ["a fraction", { "1.5": password }],
  ["a negative id", { "-1": password }],
] as const)("iron-session 9 and we refuse to seal with %s", async (_, given) => {
  const results = await Promise.all(
    [signet, nine].map((library) => attempt(() => library.sealData({}, { password: given }))),
  );
  expect(results[0]).toEqual(results[1]);
});

test.each([
  ["a password that is too short", "short"],
  ["another password", otherPassword],
  ["an empty map", {}],
  ["a map with an empty password", { 1: "" }],
  ["a map of other ids", { 2: password }],
  ["a map with names", { default: password }],
] as const)("iron-session 9 and we refuse to open with %s", async (_, given) => {
  const ourResult = await opening(signet, good, given);
  expect(ourResult).toEqual(await opening(nine, good, given));
  expect(ourResult.outcome).toEqual({ returned: {} });
});

class Person {
  name = "Ada";
}
const loop: Record<string, unknown> = {};
loop["self"] = loop;

test.each<readonly [string, unknown]>([
  ["undefined", undefined],
  ["a function", () => 1],
  ["a symbol", Symbol("s")],
  ["a BigInt", 1n],
  ["NaN", Number.NaN],
  ["a member that is a BigInt", { at: { id: 1n } }],
  ["a member that is a function", { at: [{ run() {} }] }],
  ["a member that is a symbol", { at: Symbol("s") }],
  ["a member that is infinite", { at: Number.POSITIVE_INFINITY }],
  ["a member that is NaN", { at: { list: [1, Number.NaN] } }],
  ["a Map", { at: new Map() }],
  ["a Set", { at: new Set() }],
  ["a RegExp", { at: /x/ }],
  ["an Error", { at: new Error("x") }],
  ["a Uint8Array", { at: new Uint8Array(2) }],
  ["a member that is an instance of a class", { at: new Person() }],
  ["undefined in a list", { at: [undefined] }],
  ["a circular reference", loop],
  ["a member with a symbol as its name", { at: { [Symbol("s")]: 1 } }],
  ["a symbol as a name", { [Symbol("s")]: 1 }],
  ["a member that is not enumerable", { at: Object.defineProperty({}, "x", { value: 1 }) }],
  ["a boxed text", { at: Object("x") }],
])("iron-session 9 and we refuse data that JSON would lose: %s", async (_, value) => {
  const results = await Promise.all(
    [signet, nine].map((library) => attempt(() => library.sealData(value, { password }))),
  );
  expect(results[0]).toEqual(results[1]);
  expect(results[0]).toMatchObject({
    threw: { message: "iron-session: The session data is not JSON serializable" },
  });
});

test.each([
  ["session.at is a Map", { at: new Map() }],
  ["session.at[1].deep is NaN", { at: [0, { deep: Number.NaN }] }],
  ["session.id is a bigint", { id: 1n }],
])("the error names the member: %s", async (text, value) => {
  for (const library of [signet, nine]) {
    await expect(library.sealData(value, { password })).rejects.toThrow(`(${text})`);
  }
});
