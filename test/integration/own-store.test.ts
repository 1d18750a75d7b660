import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe } from "vitest";
import { exampleFolder, examplesOf } from "../harness/examples.ts";

const folder = exampleFolder();
afterAll(folder.remove);
const app = folder.write("stores", examplesOf("docs/stores.md"));

describe("the store on unstorage that docs/stores.md shows", async () => {
  await import(pathToFileURL(join(app, "stores/unstorage-store.test.ts")).href);
});
