import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";

/** A server for https with a certificate that no browser trusts. */
export interface HttpsServer {
  readonly port: number;
  stop(): void;
}

/** Starts a server on 127.0.0.1. It answers by the host that a request names. */
export async function startHttps(
  answer: (request: Request) => Promise<Response>,
): Promise<HttpsServer> {
  const server = createServer(newCertificate(), async (incoming, outgoing) => {
    const { host = "" } = incoming.headers;
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith(":") ? [[name, value] as [string, string]] : [],
    );
    const method = incoming.method ?? "GET";
    const url = `https://${host}${incoming.url}`;
    const response = await answer(new Request(url, { method, headers }));
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(await response.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    port: address.port,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function newCertificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = temporaryFolder("certificate");
  const [key, cert] = [join(folder.path, "key.pem"), join(folder.path, "cert.pem")];
  try {
    const form = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const files = ["-subj", "/CN=test", "-days", "2", "-keyout", key, "-out", cert];
    execFileSync("openssl", ["req", ...form, ...files], { stdio: "pipe" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    folder.remove();
  }
}
