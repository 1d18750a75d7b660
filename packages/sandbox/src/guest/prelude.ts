/** The first file that runs in QuickJS. The runner takes the functions and removes the variables. */
import "./globals/index.ts";
import { freeze } from "./freeze.ts";

Object.assign(globalThis, { __freeze: freeze });
