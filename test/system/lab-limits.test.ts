import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, httpClient } from "../harness/client.ts";
import { type Lab, startLab } from "../harness/lab.ts";

const RIGHT = { ada: "lovelace-1815", grace: "hopper-1906" };
/** The number of consecutive wrong passwords that an account accepts from one network. */
const ENOUGH = 6;

let lab: Lab;

interface Try {
  readonly username: string;
  readonly password?: string;
  /** The X-Forwarded-For header, as a proxy or an attacker sets it. */
  readonly from?: string;
}

function trySignIn({ username, password = "wrong-one", from }: Try): Promise<Answer> {
  return httpClient(lab.url).send("/api/jwt/sign-in", {
    method: "POST",
    body: JSON.stringify({ username, password }),
    headers: {
      "content-type": "application/json",
      ...(from === undefined ? {} : { "x-forwarded-for": from }),
    },
  });
}

async function statuses(times: number, one: Try): Promise<number[]> {
  const statuses: number[] = [];
  for (let each = 0; each < times; each++) statuses.push((await trySignIn(one)).status);
  return statuses;
}

describe("a Lab without a proxy", () => {
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.stop());

  test("after six wrong passwords even the right one has to wait, and 429 says how long", async () => {
    expect(await statuses(ENOUGH, { username: "ada" })).toEqual(Array(ENOUGH).fill(401));
    const answer = await trySignIn({ username: "ada", password: RIGHT.ada });
    expect(answer.status).toBe(429);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const wait = Number(answer.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(JSON.parse(answer.text)).toMatchObject({
      status: 429,
      error: "Too many tries",
      detail: `Too many tries. Wait ${wait} seconds, then try again.`,
    });
  });

  test("an unknown account has the same limit", async () => {
    expect(await statuses(ENOUGH, { username: "nobody" })).toEqual(Array(ENOUGH).fill(401));
    const { status, text } = await trySignIn({ username: "nobody" });
    expect(status).toBe(429);
    expect(text.replace(/\d+ seconds/, "n seconds")).toContain("Wait n seconds, then try again.");
  });

  test("all spellings of a user name share one limit", async () => {
    for (const username of ["Grace", " grace", "GRACE", "ｇｒａｃｅ", "grace ", "grace"]) {
      expect((await trySignIn({ username })).status).toBe(401);
    }
    expect((await trySignIn({ username: "gRACE" })).status).toBe(429);
  });

  test("a client gets no more tries with its own X-Forwarded-For header", async () => {
    for (let each = 0; each < ENOUGH; each++) {
      const from = `203.0.113.${each}`;
      expect((await trySignIn({ username: "mallory", from })).status).toBe(401);
    }
    expect((await trySignIn({ username: "mallory", from: "198.51.100.9" })).status).toBe(429);
  });
});

describe("a Lab behind one proxy", () => {
  beforeAll(async () => {
    lab = await startLab({ env: { TRUSTED_PROXIES: "1" } });
  });
  afterAll(() => lab?.stop());

  test("an attacker's limit does not make the owner of the account wait at another address", async () => {
    const stranger = { username: "ada", from: "203.0.113.9" };
    await statuses(ENOUGH, stranger);
    expect(await statuses(5, stranger)).toEqual(Array(5).fill(429));
    const owner = { username: "ada", password: RIGHT.ada, from: "192.0.2.7" };
    expect((await trySignIn(owner)).status).toBe(200);
  });

  test("the Lab uses the last entry of X-Forwarded-For, which the proxy wrote", async () => {
    for (let each = 0; each < ENOUGH; each++) {
      await trySignIn({ username: "grace", from: `198.51.100.${each}, 203.0.113.20` });
    }
    const liar = { username: "grace", from: "198.51.100.99, 203.0.113.20" };
    expect((await trySignIn(liar)).status).toBe(429);
  });

  test("all addresses of an IPv6 network are one client, and the next network is another", async () => {
    for (let each = 1; each <= ENOUGH; each++) {
      await trySignIn({ username: "heidi", from: `2001:db8:1:2::${each}` });
    }
    expect((await trySignIn({ username: "heidi", from: "2001:db8:1:2:3::" })).status).toBe(429);
    expect((await trySignIn({ username: "heidi", from: "2001:db8:1:3::1" })).status).toBe(401);
  });

  test("from many networks an account takes a few guesses more, and then its limit is reached", async () => {
    const guesses = Array.from({ length: 14 }, (_, at) => `198.18.${at}.1`);
    const answers: number[] = [];
    for (const from of guesses) answers.push((await trySignIn({ username: "peggy", from })).status);
    expect(answers.filter((status) => status === 401)).toHaveLength(11);
    expect(answers.at(-1)).toBe(429);
  });

  test("a network that tries many accounts is limited as well", async () => {
    const answers: number[] = [];
    for (let each = 0; each < 32; each++) {
      const one = { username: `user-${each}`, from: "203.0.113.77" };
      answers.push((await trySignIn(one)).status);
    }
    expect(answers.at(-1)).toBe(429);
  });
});

test("an invalid TRUSTED_PROXIES stops the start of the Lab with a message", async () => {
  const started = startLab({ env: { TRUSTED_PROXIES: "all" } });
  await expect(started).rejects.toThrow('TRUSTED_PROXIES is "all"');
});
