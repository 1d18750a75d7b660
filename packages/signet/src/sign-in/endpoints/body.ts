import { readBody } from "../../http/read-body.ts";
import { headerOf } from "../../http/request-source.ts";
import type { Fields } from "../contract/operation.ts";
import type { EndpointRequest } from "../service-contract.ts";

/** The longest body of a request; bytes. */
export const MOST_BYTES = 65_536;
/** The most fields of a form. */
const MOST_FIELDS = 64;

/** The reason why a body was not read. */
export type BodyFault = "too-large" | "unsupported" | "malformed";

/**
 * Reads the fields of a form (`application/x-www-form-urlencoded` or `multipart/form-data`), or the
 * members of a JSON object. Of a repeated field the first value counts. Files are left out.
 */
export async function fieldsOf(request: EndpointRequest): Promise<Fields | BodyFault> {
  const type = headerOf(request, "content-type") ?? "";
  const [mime = ""] = type.toLowerCase().split(";", 1);
  const body =
    request instanceof Request
      ? await readBody(request, MOST_BYTES)
      : await request.body(MOST_BYTES);
  if (body === null) return "too-large";
  if (!(body instanceof Uint8Array)) return { ...body };
  if (body.length === 0) return {};
  switch (mime.trim()) {
    case "application/x-www-form-urlencoded":
      return fieldsIn(new URLSearchParams(new TextDecoder().decode(body)));
    case "multipart/form-data":
      return multipart(body, type);
    case "application/json":
      return json(body);
    default:
      return "unsupported";
  }
}

/** Returns the fields of a form or a query. */
export function fieldsIn(entries: Iterable<[string, unknown]>): Fields | "malformed" {
  const fields = new Map<string, string>();
  for (const [name, value] of entries) {
    if (typeof value !== "string" || fields.has(name)) continue;
    if (fields.size === MOST_FIELDS) return "malformed";
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

async function multipart(body: Uint8Array, type: string): Promise<Fields | "malformed"> {
  try {
    const form = await new Response(Uint8Array.from(body), {
      headers: { "content-type": type },
    }).formData();
    return fieldsIn(form);
  } catch {
    return "malformed";
  }
}

function json(body: Uint8Array): Fields | "malformed" {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : "malformed";
  } catch {
    return "malformed";
  }
}
