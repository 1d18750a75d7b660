import { median, named } from "./figures.ts";
import type { Measured } from "./measured.ts";
import type { Chart } from "./question.ts";

/** The data of a chart: microseconds by the number of stored sessions. */
export interface Plot {
  readonly across: string;
  readonly curves: readonly {
    readonly name: string;
    readonly points: readonly { readonly stored: number; readonly microseconds: number }[];
  }[];
}

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 60;
const RIGHT = 190;
const TOP = 24;
const BOTTOM = 44;
const COLOURS = ["#1f6feb", "#8b949e", "#cf222e", "#1a7f37"];

export function plot({ across, curves }: Chart, measured: readonly Measured[]): Plot {
  return {
    across,
    curves: curves.map(({ name, points }) => ({
      name,
      points: points.map(({ stored, contestant }) => ({
        stored,
        microseconds: median(named(measured, contestant).rounds) / 1_000,
      })),
    })),
  };
}

/** Draws the chart as SVG: sessions on a logarithmic x axis, microseconds on a y axis from 0. */
export function toSvg({ across, curves }: Plot): string {
  const points = curves.flatMap((curve) => curve.points);
  const sizes = [...new Set(points.map(({ stored }) => stored))].sort((a, b) => a - b);
  const [least, most] = [Math.log10(Math.min(...sizes)), Math.log10(Math.max(...sizes))];
  const step = niceStep(Math.max(...points.map(({ microseconds }) => microseconds)) / 4);
  const top = step * Math.ceil(Math.max(...points.map((one) => one.microseconds)) / step);
  const x = (stored: number): number =>
    LEFT + ((Math.log10(stored) - least) / (most - least || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (microseconds: number): number =>
    HEIGHT - BOTTOM - (microseconds / top) * (HEIGHT - TOP - BOTTOM);

  const lines: string[] = [];
  for (let tick = 0; tick <= top; tick += step) {
    const at = y(tick).toFixed(1);
    lines.push(`<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#d0d7de"/>`);
    lines.push(text(LEFT - 8, Number(at) + 4, `${tick} µs`, "end"));
  }
  for (const size of sizes) {
    lines.push(text(x(size), HEIGHT - BOTTOM + 18, size.toLocaleString("en"), "middle"));
  }
  lines.push(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across, "middle"));
  for (const [index, { name, points: own }] of curves.entries()) {
    const colour = COLOURS[index % COLOURS.length] ?? "";
    const path = own.map(({ stored, microseconds }) => `${x(stored)} ${y(microseconds)}`).join("L");
    lines.push(`<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const { stored, microseconds } of own) {
      lines.push(`<circle cx="${x(stored)}" cy="${y(microseconds)}" r="3.5" fill="${colour}"/>`);
    }
    const end = own.at(-1)?.microseconds ?? 0;
    // The higher curve has the upper label, so that labels of close curves do not overlap.
    const isHigher = curves.every((other) => (other.points.at(-1)?.microseconds ?? 0) <= end);
    const label = `${name}: ${end.toPrecision(3)} µs`;
    lines.push(text(WIDTH - RIGHT + 10, y(end) + (isHigher ? 0 : 12), label, "start", colour));
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

/** Returns the smallest of 1, 2, 5, 10, 20 … that is at least this value. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= atLeast) ?? power;
}

function text(x: number, y: number, words: string, anchor: string, colour = "#57606a"): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${words}</text>`;
}
