/**
 * The practice provider: an OpenID provider for this machine, so that sign-in with a provider can be tried
 * without an account anywhere. `npm start` starts it beside the Lab.
 *
 * Environment: LAB_PROVIDER_PORT, LAB_ORIGIN (the Lab's origin), LAB_PROVIDER_SECRET (the Lab's client secret).
 */
import { createServer } from "node:http";
import { choosePage } from "./page.mjs";
import { people } from "./people.mjs";
import { createProvider } from "./provider.mjs";

const port = Number(required("LAB_PROVIDER_PORT"));
const lab = required("LAB_ORIGIN");
const secret = required("LAB_PROVIDER_SECRET");
const issuer = `http://localhost:${port}`;

const clients = ["jwt", "sealed", "database", "hybrid"].map((strategy) => ({
  client_id: `lab-${strategy}`,
  client_secret: secret,
  client_name: `The Lab, ${strategy}`,
  redirect_uris: [`${lab}/api/${strategy}/callback/provider`],
  post_logout_redirect_uris: [`${lab}/api/${strategy}/callback/provider`],
  token_endpoint_auth_method: "client_secret_post",
  // Without a store the Lab cannot end one session, so only two strategies take back-channel logouts.
  ...(["database", "hybrid"].includes(strategy) && {
    backchannel_logout_uri: `${lab}/api/${strategy}/logout/provider`,
    backchannel_logout_session_required: true,
  }),
}));

const provider = createProvider({ issuer, clients });
const answer = provider.callback();

createServer((request, response) => {
  const uid = /^\/choose\/([\w-]+)$/.exec(request.url ?? "")?.[1];
  if (uid === undefined) return answer(request, response);
  choose(request, response).catch(() => {
    response.writeHead(400, { "content-type": "text/plain; charset=utf-8" });
    response.end("This sign-in is over. Begin again in the Lab.");
  });
}).listen(port, "127.0.0.1");

/** Shows the people, and signs in the chosen one. */
async function choose(request, response) {
  if (request.method !== "POST") {
    await provider.interactionDetails(request, response);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(choosePage(request.url));
    return;
  }
  const chosen = new URLSearchParams(await bodyOf(request)).get("person");
  const person = people.find((one) => one.id === chosen);
  const result = person
    ? { login: { accountId: person.id } }
    : { error: "access_denied", error_description: "The person went back." };
  await provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: false,
  });
}

async function bodyOf(request) {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 1_024) throw new Error("The form is too long.");
  }
  return body;
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Start the provider with npm start.`);
  return value;
}
