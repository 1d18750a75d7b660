import { answer } from "../../endpoints/answer.ts";
import type { Engine } from "../../engine/api.ts";
import type { SignInService } from "../../sign-in/service-contract.ts";
import { type ApiRoute, openApi } from "./api.ts";
import { bodyBytes, bodyText } from "./body-text.ts";
import { endpointPath } from "./endpoint-path.ts";
import { exchangeOf } from "./exchange.ts";
import { sendResponse } from "./send-response.ts";

/** Creates the session endpoints as one Pages API route. */
export function apiEndpoints<Data extends object, Input>(
  engine: () => Engine<Data, Input>,
  clientUpdates: readonly string[],
  service: () => SignInService | null,
): ApiRoute<unknown> {
  return openApi(async (req, res) => {
    const { source } = exchangeOf({ req, res });
    const request = Object.assign(source, {
      url: req.url ?? "",
      text: () => bodyText(req),
      body: (mostBytes: number) => bodyBytes(req, mostBytes),
    });
    const path = endpointPath(req);
    await sendResponse(res, await answer(engine(), request, path, clientUpdates, service()));
  });
}
