import { createHmac, randomBytes } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { BUILDS } from "../../../../test/tokens/fuzz/builds.ts";
import { engineKeys } from "./engine/keys.ts";
import { signedCodec } from "./engine/signed-codec.ts";

/** Checks that too long tokens are not parsed. `node test/tokens/ladder/main.mjs` measures the times. */
const SIZES: readonly number[] = Array.from({ length: 14 }, (_, step) => 1_000 * 2 ** step);
const CAP = 16_384;

const secret: Uint8Array = randomBytes(32);
const algorithm = "HS256";
const segment = (text: string) => Buffer.from(text).toString("base64url");
const HEADER: string = segment('{"alg":"HS256","typ":"JWT"}');
const SEALED: string = segment('{"alg":"dir","enc":"A256GCM","typ":"JWT"}');

function signed(header: string, payload: string): string {
  const input = `${header}.${segment(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** Creates a valid token of `length` characters, or of one or two fewer. */
function tokenOf(length: number): string {
  const space = Math.floor(((length - HEADER.length - 45) * 3) / 4);
  return signed(HEADER, `{"exp":4e9,"x":"${"x".repeat(space - 17)}"}`);
}

/** Spies on the functions that parse a token. They must not run for a too long token. */
function watched() {
  return [
    vi.spyOn(JSON, "parse"),
    vi.spyOn(Buffer, "from"),
    vi.spyOn(TextDecoder.prototype, "decode"),
    vi.spyOn(RegExp.prototype, "test"),
    vi.spyOn(String.prototype, "split"),
    vi.spyOn(String.prototype, "slice"),
  ];
}

afterEach(() => vi.restoreAllMocks());

const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "accepted",
    (error: unknown) => error,
  );

describe.each(BUILDS)("$name", (build) => {
  test("a token longer than maxLength is refused before parsing", async () => {
    const verify = await build.createVerifier({ algorithm, secret });
    const open = await build.createOpener({ secret });
    const strange = [
      ...SIZES.filter((size) => size > CAP).flatMap((size) => ["A".repeat(size), tokenOf(size)]),
      ".".repeat(CAP + 1),
      `${HEADER}.${"A".repeat(CAP)}.AAAA`,
    ];
    const spies = watched();
    for (const use of [verify, open]) {
      for (const token of strange) {
        const error = await failure(use(token));
        expect(error).toMatchObject({ code: "token-malformed" });
        expect(String(error)).toContain("longer than 16384 characters");
      }
    }
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test("a token of exactly maxLength characters is accepted, and one more is refused", async () => {
    const verify = await build.createVerifier({ algorithm, secret });
    const longest = Array.from({ length: 8 }, (_, less) => tokenOf(CAP + 4 - less)).filter(
      (token) => token.length <= CAP,
    );
    const [token = ""] = longest;
    expect(token.length).toBeGreaterThan(CAP - 3);
    expect(await verify(token)).toMatchObject({ exp: 4e9 });
    const exact = await build.createVerifier({ algorithm, secret, maxLength: token.length });
    expect(await exact(token)).toMatchObject({ exp: 4e9 });
    const less = await build.createVerifier({ algorithm, secret, maxLength: token.length - 1 });
    expect(await failure(less(token))).toMatchObject({ code: "token-malformed" });
  });

  test("with a larger maxLength, a long token is parsed once", async () => {
    const maxLength = 20_000_000;
    const sign = await build.createSigner({ algorithm, secret });
    const verify = await build.createVerifier({ algorithm, secret, maxLength });
    const seal = await build.createSealer({ secret });
    const open = await build.createOpener({ secret, maxLength });
    await verify(await sign({ exp: 4e9 }));
    await open(await seal({ exp: 4e9 }));
    const parse = vi.spyOn(JSON, "parse");
    for (const size of SIZES) {
      const claims = { exp: 4e9, iat: 1, x: "ż".repeat(size / 2) };
      for (const token of [await sign(claims), await seal(claims)]) {
        const use = token.startsWith(SEALED) ? open : verify;
        parse.mockClear();
        const { x } = await use(token);
        expect(x === claims.x).toBe(true);
        expect(parse).toHaveBeenCalledTimes(1);
      }
    }
  });

  test("at most 64 different headers are cached", async () => {
    const verify = await build.createVerifier({ algorithm, secret });
    const tokens = Array.from({ length: 70 }, (_, at) =>
      signed(segment(`{"alg":"HS256","typ":"JWT","x":${at}}`), '{"exp":4e9}'),
    );
    const parse = vi.spyOn(JSON, "parse");
    for (const token of tokens) await verify(token);
    expect(parse).toHaveBeenCalledTimes(70 + 70);
    parse.mockClear();
    for (const token of tokens) await verify(token);
    expect(parse).toHaveBeenCalledTimes(70 + 6);
  });

  test("compressed tokens and PBES2 are refused with any maxLength", async () => {
    const maxLength = 10_000_000;
    const verify = await build.createVerifier({ algorithm, secret, maxLength });
    const open = await build.createOpener({ secret, maxLength });
    const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const rest = `..${"A".repeat(16)}.AAAA.${"A".repeat(21)}A`;
    const bombs = [
      ".".repeat(1_000_000),
      "a.".repeat(500_000),
      `${HEADER}.${"A.".repeat(500_000)}A`,
      `${segment(`{"alg":"HS256","x":${deep(300_000)}}`)}.e30.AAAA`,
      `${segment(`{"alg":"HS256","x":${"[".repeat(300_000)}`)}.e30.AAAA`,
      `${segment(`{"alg":"HS256","x":"${"x".repeat(1_000_000)}"}`)}.e30.AAAA`,
      `${segment(`{"alg":"HS256","x":"${'\\"'.repeat(300_000)}`)}.e30.AAAA`,
      segment(`{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":2147483648,"p2s":"AAAA"}`) + rest,
      segment(`{"alg":"dir","enc":"A256GCM","p2c":2147483648,"typ":"JWT"}`) + rest,
      segment(`{"alg":"dir","enc":"A256GCM","zip":"DEF","typ":"JWT"}`) + rest,
    ];
    for (const bomb of bombs) {
      for (const use of [verify, open]) {
        expect(await failure(use(bomb))).toMatchObject({
          code: expect.stringMatching(/^token-(malformed|bad-signature)$/),
        });
      }
    }
  });

  test("deeply nested claims are accepted, and frozen at every level", async () => {
    const depth = 200_000;
    const token = signed(HEADER, `{"exp":4e9,"x":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    const options = { algorithm, secret, maxLength: 1_000_000 };
    for (const more of [{}, { cacheSize: 4 }]) {
      const verify = await build.createVerifier({ ...options, ...more });
      let { x: innermost } = await verify(token);
      let reached = 1;
      for (; Array.isArray(innermost) && innermost.length > 0; reached++) innermost = innermost[0];
      expect(reached).toBe(depth);
      expect(Object.isFrozen(innermost)).toBe("cacheSize" in more);
    }
  });
});

test("a token of the engine longer than the limit is refused before parsing", async () => {
  const kind = signedCodec(
    engineKeys(randomBytes(32).toString("base64url")),
    "session:app",
    "s+jwt",
  );
  await kind.issue({});
  const tokens = SIZES.filter((size) => size > CAP).map(tokenOf);
  const seen = watched();
  for (const token of tokens) {
    expect(await kind.verify(token)).toEqual({ ok: false, reason: "malformed" });
  }
  for (const spy of seen) expect(spy).not.toHaveBeenCalled();
});
