import { ASSUMED, SCALES, type Scale } from "./model.ts";

const ROWS: readonly (readonly [what: string, shown: (scale: Scale) => string])[] = [
  ["requests a second", (scale) => figure(scale.requestsASecond)],
  ["servers", (scale) => figure(scale.servers)],
  ["store reads a second, `jwt()`", () => "0"],
  ["store reads a second, `database()`", (scale) => figure(scale.databaseReadsASecond)],
  ["store reads a second, `hybrid()`", (scale) => figure(scale.hybridReadsASecond)],
  ["store writes a second, both", (scale) => figure(scale.writesASecond)],
  ["looks at the feed a second", (scale) => figure(scale.looksASecond)],
  ["events a second", (scale) => figure(scale.eventsASecond)],
  ["feed to one server", (scale) => `${bytes(scale.feedToOne)}/s`],
  ["feed to all servers", (scale) => `${bytes(scale.feedToAll)}/s`],
  ["entries in the view", (scale) => figure(scale.viewEntries)],
  ["the view in each server", (scale) => bytes(scale.viewBytes)],
  ["cold start", (scale) => `${figure(scale.coldStart)} s`],
  ["sessions in the store", (scale) => figure(scale.users * ASSUMED.sessions)],
  ["the store", (scale) => bytes(scale.storeBytes)],
];

/** Returns the table of docs/scaling.md, with a column for each number of users. */
export function scalingTable(): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["users", ...SCALES.map(({ users }) => figure(users))]),
    line(["---", ...SCALES.map(() => "---:")]),
    ...ROWS.map(([what, shown]) => line([what, ...SCALES.map(shown)])),
  ].join("\n");
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 340, 70, 180, 20, 46];
const CURVES: readonly (readonly [string, string, (scale: Scale) => number])[] = [
  ["database() reads", "#cf222e", (scale) => scale.databaseReadsASecond],
  ["hybrid() reads", "#1f6feb", (scale) => scale.hybridReadsASecond],
  ["writes of both", "#8b949e", (scale) => scale.writesASecond],
  ["feed looks", "#1a7f37", (scale) => scale.looksASecond],
];

/** Draws the store calls per second by the number of users, on logarithmic axes. */
export function scalingPlot(): string {
  const highest = 6;
  const x = (users: number) => LEFT + ((Math.log10(users) - 5) / 4) * (WIDTH - LEFT - RIGHT);
  const y = (rate: number) =>
    HEIGHT - BOTTOM - (Math.log10(Math.max(rate, 1)) / highest) * (HEIGHT - TOP - BOTTOM);
  const lines: string[] = [];
  for (let power = 0; power <= highest; power++) {
    const at = y(10 ** power).toFixed(1);
    lines.push(`<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#d0d7de"/>`);
    lines.push(text(LEFT - 8, Number(at) + 4, figure(10 ** power), "end"));
  }
  for (const { users } of SCALES) {
    lines.push(text(x(users), HEIGHT - BOTTOM + 18, figure(users), "middle"));
  }
  lines.push(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "users", "middle"));
  for (const [name, colour, rate] of CURVES) {
    const points = SCALES.map(
      (scale) => `${x(scale.users).toFixed(1)} ${y(rate(scale)).toFixed(1)}`,
    );
    lines.push(`<path d="M${points.join("L")}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    const last = SCALES.at(-1);
    if (last === undefined) continue;
    lines.push(
      text(
        WIDTH - RIGHT + 10,
        y(rate(last)) + 4,
        `${name}: ${figure(rate(last))}`,
        "start",
        colour,
      ),
    );
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    "<title>What the store is asked a second, by users</title>",
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

function text(x: number, y: number, words: string, anchor: string, colour = "#57606a"): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${words}</text>`;
}

/** Formats a number with two significant digits. */
function figure(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 3 });
}

function bytes(value: number): string {
  const [unit, size] = UNITS.find(([, least]) => value >= least) ?? ["B", 1];
  return `${figure(value / size)} ${unit}`;
}

const UNITS = [
  ["TB", 1e12],
  ["GB", 1e9],
  ["MB", 1e6],
  ["kB", 1e3],
] as const;
