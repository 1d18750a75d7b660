import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { MOST_MEMORY_BYTES } from "../run/limits.ts";

const PAGE_BYTES = 65_536;
/** The size with which QuickJS begins: 16 MiB, which its WebAssembly module asks for. */
const FIRST_PAGES = 256;

/**
 * Starts QuickJS from its compiled WebAssembly. The memory cannot grow beyond the limit. QuickJS counts
 * only a part of what a program takes, so its own limit would not hold.
 */
export function startQuickJS(wasmModule: WebAssembly.Module): Promise<QuickJSWASMModule> {
  const maximum = MOST_MEMORY_BYTES / PAGE_BYTES;
  const wasmMemory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum });
  const started = newVariant<QuickJSSyncVariant>(variant, { wasmModule, wasmMemory });
  return newQuickJSWASMModuleFromVariant(started);
}
