// node test/tokens/ladder/main.mjs: measures the built library with tokens and headers of growing size,
// and with bombs.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { library } from "../../../scripts/shared/paths.mjs";
import { command, Stop } from "../../../scripts/shared/stop.mjs";
import { HEADERS, longHeaders, manyCookies, readersOf } from "./headers.mjs";
import { SECRETS } from "./secrets.mjs";

// 1 kB, 2 kB … 8 MB.
const SIZES = Array.from({ length: 14 }, (_, step) => 1_000 * 2 ** step);
/**
 * The smallest size whose time is compared. Below it, the fixed cost of a call counts, and memory comes
 * from the heap. Bytes.
 */
const SMALLEST_COMPARED = 256_000;
/** How many times as long twice the size may take. */
const MAX_GROWTH = 2.2;
/** The longest time for the refusal of a bomb. Milliseconds. */
const MAX_BOMB_TIME = 5;
const ATTEMPTS = 5;
/** The two header lengths that are compared. Characters. */
const HEADER_SIZES = [250_000, 2_000_000];
/** Quadratic time takes seconds for the longer header, so shorter times are not compared. Milliseconds. */
const MIN_COMPARED_TIME = 20;
/**
 * The same limit for headers. It is higher because lists of 100,000 values need memory. Quadratic time
 * would be 4.
 */
const MAX_HEADER_GROWTH = 3;
const ROUNDS = 3;

const secret = new Uint8Array(randomBytes(32));
const maxLength = 50_000_000;
const segment = (text) => Buffer.from(text).toString("base64url");

/**
 * Returns the shortest time of several runs, because other work of the machine only adds time.
 * Milliseconds.
 */
async function shortest(runs, run) {
  let time = Number.POSITIVE_INFINITY;
  for (let count = 0; count < runs; count++) {
    const began = performance.now();
    await run();
    time = Math.min(time, performance.now() - began);
  }
  return time;
}

/** Creates the measured functions. `limited` are a verifier and an opener with the default `maxLength`. */
async function functionsOf(entry) {
  const hmac = { algorithm: "HS256", secret };
  const [sign, seal] = [await entry.createSigner(hmac), await entry.createSealer({ secret })];
  const verify = await entry.createVerifier({ ...hmac, maxLength });
  const open = await entry.createOpener({ secret, maxLength });
  const limited = [await entry.createVerifier(hmac), await entry.createOpener({ secret })];
  return { sign, seal, verify, open, limited };
}

const refused = async (use, token) => {
  try {
    await use(token);
  } catch (error) {
    if (/^token-(?:malformed|bad-signature)$/.test(error.code)) return;
    throw error;
  }
  throw new Stop("A bomb was accepted.");
};

/** Measures all functions with tokens of one size. Milliseconds. */
async function measureSize({ sign, seal, verify, open, limited }, size) {
  const claims = { exp: 4e9, iat: 1, x: "x".repeat(size * 0.75) };
  const [signed, sealed] = [await sign(claims), await seal(claims)];
  const runs = Math.max(3, Math.min(200, 2e6 / size));
  return {
    sign: await shortest(runs, () => sign(claims)),
    verify: await shortest(runs, () => verify(signed)),
    seal: await shortest(runs, () => seal(claims)),
    open: await shortest(runs, () => open(sealed)),
    refuse: await shortest(runs, () => refused(limited[0], "A".repeat(20_000) + signed)),
  };
}

/** The functions whose time must be proportional to the size. */
const PROPORTIONAL = ["sign", "verify", "seal", "open"];

/**
 * Measures all sizes in several rounds. Returns the largest growth for twice the size; the shortest
 * times count.
 */
async function measureSizes(build, functions) {
  const timesOf = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    for (const size of SIZES) {
      const [former, times] = [timesOf.get(size), await measureSize(functions, size)];
      const names = Object.keys(times);
      const low = names.map((name) => [name, Math.min(times[name], former?.[name] ?? times[name])]);
      timesOf.set(size, Object.fromEntries(low));
    }
  }
  for (const [size, shortestTimes] of timesOf) {
    const times = Object.entries(shortestTimes).map(([name, ms]) => `${name} ${ms.toFixed(3)}`);
    console.log(`${build} ${String(size / 1_000).padStart(5)} kB  ${times.join("  ")} ms`);
  }
  const [first, last] = [timesOf.get(SMALLEST_COMPARED), timesOf.get(SIZES.at(-1))];
  const doublings = Math.log2(SIZES.at(-1) / SMALLEST_COMPARED);
  const ratios = PROPORTIONAL.map((name) => (last[name] / first[name]) ** (1 / doublings));
  const growth = PROPORTIONAL.map((name, at) => `${name} ${ratios[at].toFixed(2)}`).join(", ");
  console.log(
    `${build}: growth of the time for twice the size, from ${SMALLEST_COMPARED / 1_000} kB on: ${growth}`,
  );
  return Math.max(...ratios);
}

const nested = (depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const sealedRest = `..${"A".repeat(16)}.AAAA.${"A".repeat(22)}`;
const sealedBomb = (more) =>
  segment(JSON.stringify({ alg: "dir", enc: "A256GCM", typ: "JWT", ...more })) + sealedRest;
const signedBomb = (more) => `${segment(`{"alg":"HS256","typ":"JWT","x":${more}}`)}.e30.AAAA`;

/** Tokens that are expensive for a naive parser, below and above the default `maxLength`. */
const BOMBS = {
  "p2c of 2^31": sealedBomb({ alg: "PBES2-HS512+A256KW", p2s: "AAAA", p2c: 2 ** 31 }),
  "zip of 12 kB that holds 12 MB": `${segment('{"alg":"dir","enc":"A256GCM","zip":"DEF"}')}..${"A".repeat(16)}.${"A".repeat(15_000)}.${"A".repeat(22)}`,
  "12,000 characters of header": signedBomb(`"${"x".repeat(9_000)}"`),
  "JSON 5,000 deep in a header": signedBomb(nested(5_000)),
  "5,000 escapes in a header": signedBomb(`"${'\\"'.repeat(5_000)}"`),
  "1,000,000 dots": ".".repeat(1_000_000),
  "500,000 segments": "a.".repeat(500_000),
  "10 MB of one segment": "A".repeat(10_000_000),
  "10 MB, well formed": `${"A".repeat(5_000_000)}.${"A".repeat(4_000_000)}.${"A".repeat(1_000_000)}`,
};

/** Returns the longest time for the refusal of a bomb. Milliseconds. */
async function refuseBombs(build, { limited }) {
  let worst = 0;
  for (const [name, bomb] of Object.entries(BOMBS)) {
    for (const use of limited) {
      const time = await shortest(ATTEMPTS, () => refused(use, bomb));
      worst = Math.max(worst, time);
      if (use === limited[0]) console.log(`${build} ${name}: refused in ${time.toFixed(3)} ms`);
    }
  }
  console.log(`${build}: the slowest refusal took ${worst.toFixed(3)} ms`);
  return worst;
}

/** Measures two lengths of each header with all fillings. Returns the largest growth for twice the size. */
async function measureHeaders() {
  const readAll = await readersOf((path) => import(join(library, "dist", `${path}.js`)));
  const kinds = [
    ...HEADERS.map((name) => ({ name, at: (length) => longHeaders(name, length) })),
    {
      name: "many cookies",
      at: (length) =>
        ["signet=a.b", "theme=dark"].map((filling) => ({
          filling,
          request: manyCookies(length, filling),
        })),
    },
  ];
  const doublings = Math.log2(HEADER_SIZES[1] / HEADER_SIZES[0]);
  let worst = 0;
  for (const { name, at } of kinds) {
    const [short, long] = HEADER_SIZES.map(at);
    const growths = [];
    for (const [position, { filling, request }] of long.entries()) {
      const first = await shortest(ATTEMPTS, () => readAll(short[position].request));
      const last = await shortest(ATTEMPTS, () => readAll(request));
      const growth = last < MIN_COMPARED_TIME ? 1 : (last / first) ** (1 / doublings);
      growths.push({ filling, last, growth });
    }
    const { filling, last, growth } = growths.toSorted((a, b) => b.growth - a.growth)[0];
    console.log(
      `header ${name}: twice the size takes at most ${growth.toFixed(2)} times as long; ${last.toFixed(1)} ms for ${HEADER_SIZES[1] / 1_000} kB of ${JSON.stringify(filling)}`,
    );
    worst = Math.max(worst, growth);
  }
  return worst;
}

/** The two lengths of secrets that are compared. Characters. */
const SECRET_SIZES = [64_000, 1_024_000];

/** Measures the search for a key pair in a secret. Returns the largest growth for twice the length. */
async function measureSecrets(build, entry) {
  const [small, large] = SECRET_SIZES;
  const doublings = Math.log2(large / small);
  let worst = 0;
  for (const [name, secretOf] of Object.entries(SECRETS)) {
    const [first, last] = [secretOf(small), secretOf(large)].map((text) => `01234567 ${text}`);
    const search = (text) => () => entry.createVerifier({ algorithm: "HS256", secret: text });
    const [few, many] = [await shortest(20, search(first)), await shortest(ATTEMPTS, search(last))];
    const ratio = (many / few) ** (1 / doublings);
    worst = Math.max(worst, ratio);
    console.log(
      `${build} secret of ${name}: ${few.toFixed(2)} ms for ${small}, ${many.toFixed(2)} ms for ${large}, ${ratio.toFixed(2)} a doubling`,
    );
  }
  return worst;
}

await command(async () => {
  const failures = [];
  for (const [build, path] of [
    ["node", "node/index.js"],
    ["web", "web/index.js"],
  ]) {
    const entry = await import(join(library, "dist/token", path));
    if ((await measureSecrets(build, entry)) > MAX_GROWTH)
      failures.push(`${build}: the search in a secret takes more than proportional time`);
    const functions = await functionsOf(entry);
    if ((await measureSizes(build, functions)) > MAX_GROWTH)
      failures.push(`${build}: a token takes more than proportional time`);
    if ((await refuseBombs(build, functions)) > MAX_BOMB_TIME)
      failures.push(`${build}: the refusal of a bomb takes too long`);
  }
  if ((await measureHeaders()) > MAX_HEADER_GROWTH)
    failures.push("a header takes more than proportional time");
  if (failures.length > 0) throw new Stop(failures.join("; "));
});
