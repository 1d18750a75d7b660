import type { NextApiRequest } from "next";
import { answer } from "../../endpoints/answer.ts";
import type { Engine } from "../../engine/api.ts";
import { type ApiRoute, openApi } from "./api.ts";
import { exchangeOf } from "./exchange.ts";
import { sendResponse } from "./send-response.ts";

/** Creates the session endpoints as one Pages API route. They read no body. */
export function apiEndpoints<Data extends object, Input>(
  engine: () => Engine<Data, Input>,
): ApiRoute<unknown> {
  return openApi(async (req, res) => {
    const { source } = exchangeOf({ req, res });
    await sendResponse(res, await answer(engine(), source, endpointPath(req)));
  });
}

/**
 * Returns the segments that the catch-all parameter of the file matched. Next mixes the parameters of
 * the route with those of the query. So only a list counts with which the path of the address ends.
 */
export function endpointPath({ url = "", query }: Pick<NextApiRequest, "url" | "query">): string[] {
  const [path = ""] = url.split("?", 1);
  const segments = path.split("/").map(decoded);
  const isEnd = (list: readonly string[]) =>
    list.length > 0 && list.join("/") === segments.slice(-list.length).join("/");
  const lists = Object.values(query).filter((value) => Array.isArray(value));
  return lists.find(isEnd) ?? [];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
