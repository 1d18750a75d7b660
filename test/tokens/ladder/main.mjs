// node test/tokens/ladder/main.mjs: what tokens and headers of growing size, and bombs, cost the library as built.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { library } from "../../../scripts/shared/paths.mjs";
import { command, Stop } from "../../../scripts/shared/stop.mjs";
import { HEADERS, longHeaders, manyCookies, readersOf } from "./headers.mjs";
import { SECRETS } from "./strange-secrets.mjs";

// 1 kB, 2 kB … 8 MB.
const SIZES = Array.from({ length: 14 }, (_, step) => 1_000 * 2 ** step);
/** Judged from here on: below, a call costs more than its bytes, and memory comes from the heap. */
const STEADY = 256_000;
const MOST_PER_DOUBLING = 2.2;
const MOST_PER_BOMB = 5;
const ATTEMPTS = 5;
/** Lengths of headers that are compared; characters. */
const HEADER_SIZES = [250_000, 2_000_000];
/** What grows with the square takes seconds for the longer ones, so less than this is judged no further. */
const NOTHING = 20;
/** Lists of a hundred thousand values cost memory as well; the square of the length would be 4. */
const MOST_PER_DOUBLING_OF_HEADERS = 3;
const CLIMBS = 3;

const secret = new Uint8Array(randomBytes(32));
const maxLength = 50_000_000;
const segment = (text) => Buffer.from(text).toString("base64url");

/** The least time of several runs, milliseconds: what else the machine does can only add to it. */
async function least(runs, run) {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < runs; time++) {
    const began = performance.now();
    await run();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

async function tools(entry) {
  const hmac = { algorithm: "HS256", secret };
  const [sign, seal] = [await entry.createSigner(hmac), await entry.createSealer({ secret })];
  const verify = await entry.createVerifier({ ...hmac, maxLength });
  const open = await entry.createOpener({ secret, maxLength });
  const capped = [await entry.createVerifier(hmac), await entry.createOpener({ secret })];
  return { sign, seal, verify, open, capped };
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

async function rung({ sign, seal, verify, open, capped }, size) {
  const claims = { exp: 4e9, iat: 1, x: "x".repeat(size * 0.75) };
  const [signed, sealed] = [await sign(claims), await seal(claims)];
  const runs = Math.max(3, Math.min(200, 2e6 / size));
  return {
    sign: await least(runs, () => sign(claims)),
    verify: await least(runs, () => verify(signed)),
    seal: await least(runs, () => seal(claims)),
    open: await least(runs, () => open(sealed)),
    refuse: await least(runs, () => refused(capped[0], "A".repeat(20_000) + signed)),
  };
}

const PROPORTIONAL = ["sign", "verify", "seal", "open"];

/** The ladder, climbed several times: of each rung, the least times count. */
async function ladder(build, used) {
  const rungs = new Map();
  for (let climb = 0; climb < CLIMBS; climb++) {
    for (const size of SIZES) {
      const [old, here] = [rungs.get(size), await rung(used, size)];
      const names = Object.keys(here);
      const low = names.map((what) => [what, Math.min(here[what], old?.[what] ?? here[what])]);
      rungs.set(size, Object.fromEntries(low));
    }
  }
  for (const [size, here] of rungs) {
    const times = Object.entries(here).map(([what, ms]) => `${what} ${ms.toFixed(3)}`);
    console.log(`${build} ${String(size / 1_000).padStart(5)} kB  ${times.join("  ")} ms`);
  }
  const [first, last] = [rungs.get(STEADY), rungs.get(SIZES.at(-1))];
  const doublings = Math.log2(SIZES.at(-1) / STEADY);
  const ratios = PROPORTIONAL.map((what) => (last[what] / first[what]) ** (1 / doublings));
  const said = PROPORTIONAL.map((what, at) => `${what} ${ratios[at].toFixed(2)}`).join(", ");
  console.log(
    `${build}: from ${STEADY / 1_000} kB on, twice the size takes so many times as long: ${said}`,
  );
  return Math.max(...ratios);
}

const nested = (depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const sealedRest = `..${"A".repeat(16)}.AAAA.${"A".repeat(22)}`;
const sealedBomb = (more) =>
  segment(JSON.stringify({ alg: "dir", enc: "A256GCM", typ: "JWT", ...more })) + sealedRest;
const signedBomb = (more) => `${segment(`{"alg":"HS256","typ":"JWT","x":${more}}`)}.e30.AAAA`;

/** Under the cap of every verifier, and those past it. */
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

async function bombs(build, { capped }) {
  let worst = 0;
  for (const [name, bomb] of Object.entries(BOMBS)) {
    for (const use of capped) {
      const took = await least(ATTEMPTS, () => refused(use, bomb));
      worst = Math.max(worst, took);
      if (use === capped[0]) console.log(`${build} ${name}: refused in ${took.toFixed(3)} ms`);
    }
  }
  console.log(`${build}: the slowest refusal took ${worst.toFixed(3)} ms`);
  return worst;
}

/** Headers of growing length: the least times of all fillings, and the worst growth among them. */
async function headers() {
  const readAll = await readersOf((path) => import(join(library, "dist", `${path}.js`)));
  const kinds = [
    ...HEADERS.map((name) => ({ name, at: (length) => longHeaders(name, length) })),
    {
      name: "many cookies",
      at: (length) =>
        ["signet=a.b", "theme=dark"].map((shape) => ({
          shape,
          request: manyCookies(length, shape),
        })),
    },
  ];
  const doublings = Math.log2(HEADER_SIZES[1] / HEADER_SIZES[0]);
  let worst = 0;
  for (const { name, at } of kinds) {
    const [short, long] = HEADER_SIZES.map(at);
    const growths = [];
    for (const [position, { shape, request }] of long.entries()) {
      const first = await least(ATTEMPTS, () => readAll(short[position].request));
      const last = await least(ATTEMPTS, () => readAll(request));
      const growth = last < NOTHING ? 1 : (last / first) ** (1 / doublings);
      growths.push({ shape, last, growth });
    }
    const { shape, last, growth } = growths.toSorted((a, b) => b.growth - a.growth)[0];
    console.log(
      `header ${name}: twice the size takes at most ${growth.toFixed(2)} times as long; ${last.toFixed(1)} ms for ${HEADER_SIZES[1] / 1_000} kB of ${JSON.stringify(shape)}`,
    );
    worst = Math.max(worst, growth);
  }
  return worst;
}

/** Characters: twice as many may take no more than {@link MOST_PER_DOUBLING} times as long. */
const SECRET_SIZES = [64_000, 1_024_000];

/** What it costs to look whether a secret holds a key pair. */
async function secrets(build, entry) {
  const [small, large] = SECRET_SIZES;
  const doublings = Math.log2(large / small);
  let worst = 0;
  for (const [name, secretOf] of Object.entries(SECRETS)) {
    const [first, last] = [secretOf(small), secretOf(large)].map((text) => `01234567 ${text}`);
    const look = (given) => () => entry.createVerifier({ algorithm: "HS256", secret: given });
    const [few, many] = [await least(20, look(first)), await least(ATTEMPTS, look(last))];
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
    ["node", "index.js"],
    ["web", "web/index.js"],
  ]) {
    const entry = await import(join(library, "dist/token", path));
    if ((await secrets(build, entry)) > MOST_PER_DOUBLING)
      failures.push(`${build}: a secret is looked at more than proportionally`);
    const used = await tools(entry);
    if ((await ladder(build, used)) > MOST_PER_DOUBLING)
      failures.push(`${build}: more than proportional`);
    if ((await bombs(build, used)) > MOST_PER_BOMB) failures.push(`${build}: a bomb took too long`);
  }
  if ((await headers()) > MOST_PER_DOUBLING_OF_HEADERS)
    failures.push("a header: more than proportional");
  if (failures.length > 0) throw new Stop(failures.join("; "));
});
