/** The module "next/headers" of the sandbox. */
import { type CurrentRequest, currentRequest } from "./current.ts";

export async function cookies(): Promise<CurrentRequest["cookies"]> {
  return currentRequest("cookies").cookies;
}

export async function headers(): Promise<CurrentRequest["headers"]> {
  return currentRequest("headers").headers;
}

/** The sandbox has no draft mode: it is never enabled. */
export async function draftMode(): Promise<{ readonly isEnabled: boolean }> {
  currentRequest("draftMode");
  return { isEnabled: false };
}
