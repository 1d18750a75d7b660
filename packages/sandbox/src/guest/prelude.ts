/** The first file that runs in QuickJS. The runner takes the functions and removes the variables. */
import "./globals/index.ts";
import { lock } from "./lock.ts";

Object.assign(globalThis, { __lock: lock });
