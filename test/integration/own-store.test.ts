import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe } from "vitest";
import { exampleFolder, examplesOf } from "../harness/examples.ts";

const folder = exampleFolder();
afterAll(folder.remove);
const app = folder.write("stores", examplesOf("docs/stores.md"));

describe("the unstorage store of docs/stores.md", async () => {
  await import(pathToFileURL(join(app, "stores/unstorage-store.test.ts")).href);
});
