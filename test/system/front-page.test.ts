import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, startLab } from "../harness/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

test("the production Lab answers on its front page", async () => {
  const response = await fetch(lab.url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("Signet");
});
