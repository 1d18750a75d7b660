import { expect, test } from "vitest";
import { addUser, inAnotherBrowser, mailbox, otherCode } from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import { invalidField, refused } from "../contract/makers.ts";
import { emailCode } from "./index.ts";

const MINUTE = 60_000;
const email = "ada@example.com";
const wrong = refused("wrong-credentials", { field: "code" });
const expired = refused("expired");

function setUp() {
  const box = mailbox();
  return { ...box, bench: methodBench(emailCode({ send: box.send })) };
}

test("E2: a mail of emailCode() has a code of six digits and no link", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  expect(last()).toMatchObject({ to: email, kind: "sign-in", url: null, appName: "Test" });
  expect(last().code).toMatch(/^\d{6}$/);
});

test("E2: a code counts once, also for concurrent calls", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { code } = last();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => bench.run("code", { code })));
  expect(outcomes.filter(({ type }) => type === "proved")).toHaveLength(1);
  expect(await bench.run("code", { code })).toMatchObject({ reason: "no-transaction" });
});

test("E2: a code counts for ten minutes at most", async () => {
  const { bench, last } = setUp();
  const now = Date.now();
  await bench.run("signIn", { email }, { now });
  const { code } = last();
  expect(await bench.run("code", { code }, { now: now + 10 * MINUTE })).toEqual(expired);
  expect(await bench.run("code", { code }, { now: now + 10 * MINUTE - 1 })).toMatchObject({
    type: "proved",
  });
});

test("E2: a code is bound to the request of its browser", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { code } = last();
  await inAnotherBrowser(bench, async () => {
    expect(await bench.run("code", { code })).toMatchObject({ reason: "no-transaction" });
    await bench.run("signIn", { email });
    expect(await bench.run("code", { code })).toEqual(
      code === last().code ? expect.anything() : wrong,
    );
  });
  expect(await bench.run("code", { code })).toMatchObject({ type: "proved" });
});

test("E3: a request takes five codes, and the right one after them is refused", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { code } = last();
  for (let add = 1; add <= 5; add++) {
    expect(await bench.run("code", { code: otherCode(code, add) })).toEqual(wrong);
  }
  expect(await bench.run("code", { code })).toEqual(expired);
});

test("E3: an attempt is counted before the code is compared, so concurrent attempts get no more", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { code } = last();
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, at) => bench.run("code", { code: otherCode(code, at + 1) })),
  );
  expect(
    outcomes.filter((one) => "reason" in one && one.reason === "wrong-credentials"),
  ).toHaveLength(5);
  expect(await bench.run("code", { code })).toEqual(expired);
});

test("E3: a further mail of the same browser gives no attempt back", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  const { code } = last();
  for (let add = 1; add <= 4; add++) await bench.run("code", { code: otherCode(code, add) });
  await bench.run("signIn", { email });
  expect(last().code).toBe(code);
  expect(await bench.run("code", { code: otherCode(code, 5) })).toEqual(wrong);
  expect(await bench.run("code", { code })).toEqual(expired);
});

test("E3: codes are counted for an address over all requests and browsers", async () => {
  const { bench, last } = setUp();
  let compared = 0;
  let refused: unknown = null;
  for (let request = 0; request < 20 && refused === null; request++) {
    await inAnotherBrowser(bench, async () => {
      await bench.run("signIn", { email });
      for (let add = 1; add <= 5 && refused === null; add++) {
        const outcome = await bench.run("code", { code: otherCode(last().code, add) });
        if ("reason" in outcome && outcome.reason === "rate-limited") refused = outcome;
        else compared += 1;
      }
    });
  }
  expect(compared).toBe(50);
  expect(refused).toMatchObject({ type: "refused", reason: "rate-limited", retryAfter: 86_400 });
});

test("E3: a success forgets the wrong codes of an address", async () => {
  const { bench, last } = setUp();
  for (let request = 0; request < 12; request++) {
    await bench.run("signIn", { email });
    for (let add = 1; add <= 4; add++)
      await bench.run("code", { code: otherCode(last().code, add) });
    expect(await bench.run("code", { code: last().code })).toMatchObject({ type: "proved" });
  }
});

test("E5: a code dies when its address gets another user", async () => {
  const { bench, last } = setUp();
  await bench.run("signIn", { email });
  await addUser(bench, email);
  expect(await bench.run("code", { code: last().code })).toEqual(expired);
});

test("E8: a code for an address with an accent does not sign in the user without it", async () => {
  const { bench, last } = setUp();
  await addUser(bench, email);
  await bench.run("signIn", { email: "adá@example.com" });
  expect(last().to).toBe("adá@example.com");
  expect(await bench.run("code", { code: last().code })).toMatchObject({
    proved: { who: { kind: "email", profile: { email: "adá@example.com" } } },
  });
});

test("E9: e-mail proves a first factor only", async () => {
  const { send, last, bench } = setUp();
  const method = emailCode({ send });
  expect(method.role).toBe("first");
  expect(method.authenticator).toBeNull();
  await bench.run("signIn", { email });
  const outcome = await bench.run("code", { code: last().code });
  expect(outcome).toMatchObject({ proved: { amr: ["email"], factors: 1 } });
});

test.each(["12345", "1234567", "abcdef", "", undefined, 123_456, "１２３ ４５6x"])(
  "the code %j is refused by its form, without an attempt",
  async (code) => {
    const { bench, last } = setUp();
    await bench.run("signIn", { email });
    for (let time = 0; time < 6; time++) {
      const outcome = await bench.run("code", { code });
      expect(outcome).toEqual(invalidField("code"));
    }
    expect(await bench.run("code", { code: last().code })).toMatchObject({ type: "proved" });
  },
);

test("a code may be typed with spaces, a hyphen or full-width digits", async () => {
  for (const typed of [
    (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `,
    (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
    (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ]) {
    const { bench, last } = setUp();
    await bench.run("signIn", { email });
    const code = typed(last().code ?? "");
    expect(await bench.run("code", { code })).toMatchObject({ type: "proved" });
  }
});

test("emailCode() has no link, so it has no operation that opens one", () => {
  const { send } = mailbox();
  expect(() => emailCode({ send, page: "/x" } as never)).toThrow("page is not an option");
});
