import { refused } from "../contract/makers.ts";
import type { Fields, OperationContext } from "../contract/operation.ts";
import type { MethodOutcome, MethodPage } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { complete } from "./complete.ts";
import { equalTexts, idInToken, type MailProofs, proofsOf } from "./proofs.ts";
import { findRequest, idOf, type MailRequest, transactionOf } from "./request.ts";
import type { MailSetup } from "./setup.ts";

interface Opened {
  readonly token: string;
  readonly request: MailRequest;
  readonly proofs: MailProofs;
}

/**
 * Shows the page of a link, with a button. It changes nothing, because mail scanners open links, run their
 * scripts and send HEAD requests.
 */
export async function openLink(
  context: OperationContext,
  setup: MailSetup,
  input: Fields,
): Promise<MethodOutcome> {
  const opened = await openToken(context, setup, input);
  return opened === null
    ? refused("expired")
    : { type: "page", page: buttonPage(context, setup, opened) };
}

/**
 * Takes the button of the page. Only the browser that asked completes the request. Another one, which may
 * be the browser of a phone, of a scanner or of a person who was sent a link of an attacker, gets a code
 * to type in the first one.
 */
export async function confirmLink(
  context: OperationContext,
  setup: MailSetup,
  input: Fields,
): Promise<MethodOutcome> {
  const opened = await openToken(context, setup, input);
  if (opened === null) return refused("expired");
  const transaction = await transactionOf(context);
  const asked = transaction === null ? null : await idOf(transaction);
  return asked === opened.request.id
    ? complete(context, setup, opened.request)
    : { type: "page", page: codePage(setup, opened) };
}

async function openToken(
  context: OperationContext,
  setup: MailSetup,
  input: Fields,
): Promise<Opened | null> {
  const token =
    textField(input, "token") ?? URL.parse(context.url)?.searchParams.get("token") ?? "";
  const id = idInToken(token);
  const request = id === null ? null : await findRequest(context, id);
  const proofs = request === null ? null : await proofsOf(setup.keys, request);
  if (request === null || proofs === null || !equalTexts(proofs.token, token)) return null;
  return { token, request, proofs };
}

const ASK = {
  "email-sign-in": "Sign in",
  "email-verify": "Confirm your address",
  "email-change": "Confirm your new address",
} as const;

function buttonPage(
  context: OperationContext,
  { appName }: MailSetup,
  { token, request: { purpose, email } }: Opened,
): MethodPage {
  const label = ASK[purpose];
  return {
    title: `${label} – ${appName}`,
    text: `This link is for ${email}. If you did not ask for it, close this page.`,
    code: null,
    action: { url: context.endpoint("confirm"), label, fields: { token }, inputs: [] },
  };
}

function codePage({ appName }: MailSetup, { proofs }: Opened): MethodPage {
  return {
    title: `Your code – ${appName}`,
    text: `Type this code in the browser in which you asked for the mail. Give it to nobody: ${appName} never asks for it by phone or message.`,
    code: proofs.code,
    action: null,
  };
}
