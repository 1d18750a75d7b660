"use client";
import * as React from "react";
import type { SessionContextValue } from "./types.ts";

/** The React context of `SessionProvider`. Most programs use `useSession` instead. */
export const SessionContext: React.Context<SessionContextValue | undefined> = React.createContext<
  SessionContextValue | undefined
>(undefined);
