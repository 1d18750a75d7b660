/** The answer of the server to a form of `signIn` or `signOut`. */
export interface FormAnswer {
  readonly ok: boolean;
  readonly status: number;
  /** The URL to go to. `undefined` when the server named none, for example in an outage. */
  readonly url: string | undefined;
  /** The code of an error in the body. */
  readonly error: string | undefined;
  /** The body, or an empty object when it is no JSON. */
  readonly body: object;
  /** `true` when the server failed, so that nothing is known about the session. */
  readonly failed: boolean;
}

/** Posts a form to an auth route. Every value becomes text, as `URLSearchParams` does it. */
export async function postForm(url: string, fields: Record<string, unknown>): Promise<FormAnswer> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  const response = await fetch(url, {
    method: "post",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: form,
  });
  const json = await bodyOf(response);
  const body = json ?? {};
  const { ok, status } = response;
  const failed = json === undefined || status >= 500;
  return { ok, status, url: textOf(body, "url"), error: textOf(body, "error"), body, failed };
}

/** Returns the JSON of a response. A proxy in front of the server may answer in HTML. */
async function bodyOf(response: Response): Promise<object | undefined> {
  try {
    return Object(await response.json());
  } catch {
    return undefined;
  }
}

function textOf(body: object, name: string): string | undefined {
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
