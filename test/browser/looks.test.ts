import { expect, test } from "vitest";
import { misfits, violations } from "./faults-of-looks.ts";
import { SIDES, signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

const OPEN = [
  "/",
  "/register",
  ...SIDES.map(({ strategy }) => `/${strategy}/sign-in`),
  "/no-such-page",
];
const GUARDED = [
  "/",
  ...SIDES.map(({ strategy }) => `/${strategy}/dashboard`),
  "/database/devices",
  "/hybrid/devices",
];
/** Colors do not depend on the width, so the dark pages have one width. */
const LOOKS = [
  { colorScheme: "light", width: 1_280, height: 800 },
  { colorScheme: "light", width: 390, height: 844 },
  { colorScheme: "light", width: 320, height: 640 },
  { colorScheme: "dark", width: 390, height: 844 },
] as const;

test.each(LOOKS)(
  "no page of the Lab has an axe violation, scrolls sideways or cuts content off in $colorScheme at $width px",
  async ({ colorScheme, ...viewport }) => {
    const { page, complaints } = await visitor({ colorScheme, viewport });
    const faults: unknown[] = [];
    const look = async (path: string) => {
      await page.goto(path);
      for (const fault of await violations(page)) faults.push([path, fault]);
      for (const fault of await misfits(page)) faults.push([path, fault]);
    };
    for (const path of OPEN) await look(path);
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !/404/.test(text)));
    for (const { strategy } of SIDES) await signIn(page, strategy);
    for (const path of GUARDED) await look(path);
    expect(faults).toEqual([]);
  },
);

test.each([390, 320])("at %i px no text in the header is broken into lines", async (width) => {
  const { page } = await visitor({ viewport: { width, height: 800 } });
  await signIn(page, "jwt");
  for (const path of ["/", "/register", "/jwt/dashboard"]) {
    await page.goto(path);
    const broken = await page.getByRole("banner").evaluate((banner) => {
      const texts = document.createTreeWalker(banner, NodeFilter.SHOW_TEXT);
      const lines: string[] = [];
      while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (tops.size > 1) lines.push(texts.currentNode.textContent ?? "");
      }
      return lines;
    });
    expect(broken).toEqual([]);
  }
});

test.each([390, 320])("at %i px the radio buttons are round and of one size", async (width) => {
  const { page } = await visitor({ viewport: { width, height: 800 } });
  await page.goto("/register");
  const sizes = await page.getByRole("radio").evaluateAll((radios) =>
    radios.map((radio) => {
      const { width, height } = radio.getBoundingClientRect();
      return `${width} x ${height}`;
    }),
  );
  expect(sizes).toEqual(Array(4).fill("16 x 16"));
});
