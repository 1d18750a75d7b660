/** Writes the table and the plot of docs/scaling.md: `node bench/scaling.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scalingPlot, scalingTable } from "./scaling/shown.ts";

const docs = join(import.meta.dirname, "../docs");
const page = join(docs, "scaling.md");
const TABLE = /(?<=<!-- scaling -->\n\n)\|[\s\S]*?\n(?=\n<!-- \/scaling -->)/;

writeFileSync(page, readFileSync(page, "utf8").replace(TABLE, `${scalingTable()}\n`));
writeFileSync(join(docs, "scaling.svg"), scalingPlot());
