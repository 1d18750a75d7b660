"use client";

import { createContext, type ReactNode, useContext } from "react";

const EngineBase = createContext<string | null>(null);

/** Names the address of the engine's files for all programs of a part of the page. It loads nothing. */
export function EngineProvider(props: { readonly base: string; readonly children: ReactNode }) {
  return <EngineBase value={props.base}>{props.children}</EngineBase>;
}

/** Returns the address of the engine's files: `base`, or that of the nearest `EngineProvider`. */
export function useEngineBase(base?: string): string {
  const provided = useContext(EngineBase);
  const found = base ?? provided;
  if (found === null) {
    throw new Error("A program needs the address of the engine. Put it into an EngineProvider.");
  }
  return found;
}
