import { generateURI, ScureBase32Plugin } from "otplib";
import type { TokenCodec } from "../../token/engine/codec.ts";
import { challenge, done, invalidField, newTransaction, refused } from "../contract/makers.ts";
import type { Fields, OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { overwrite } from "../shared/overwrite.ts";
import { parseTotpCode, stepOf } from "./code.ts";
import { forgetAttempts, limitAttempts } from "./limits.ts";
import { openSecret, sealSecret, writeTotpData } from "./secret.ts";
import { WRONG_CODE } from "./subject.ts";

/** The length of a new secret: 160 bit, as RFC 4226, section 4, recommends; bytes. */
const SECRET_BYTES = 20;

/**
 * Makes a secret for an authenticator app. It is stored after a valid code only (`confirmTotp`); until
 * then it is sealed in the transaction of this browser, and a former app stays in use.
 */
export async function enrolTotp(
  { session, accounts }: OperationContext,
  codec: TokenCodec,
  issuer: string,
): Promise<MethodOutcome> {
  const user = session === null ? null : await accounts.users.find(session.userId);
  if (user === null) return refused("not-signed-in");
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const secret = new ScureBase32Plugin().encode(bytes);
  const label = user.email ?? user.name ?? user.id;
  const sealed = await sealSecret(codec, user.id, bytes);
  const uri = generateURI({ issuer, label, secret });
  return challenge({ secret, uri }, newTransaction({ sealed }));
}

/**
 * Stores the secret of the transaction after one valid code of the app. It replaces a former app, and ends
 * the other sessions of the user.
 */
export async function confirmTotp(
  context: OperationContext,
  codec: TokenCodec,
  input: Fields,
): Promise<MethodOutcome> {
  const userId = context.session?.userId;
  if (userId === undefined) return refused("not-signed-in");
  const { sealed } = Object(await context.peekTransaction());
  const bytes = typeof sealed === "string" ? await openSecret(codec, userId, sealed) : null;
  if (bytes === null) return refused("no-transaction");
  const code = parseTotpCode(textField(input, "code"));
  if (code === null) return invalidField("code");
  const refusal = await limitAttempts(context, "totp-code", userId);
  if (refusal !== null) return refusal;
  const step = await stepOf(bytes, code, context.now, -1);
  if (step === null) return WRONG_CODE;
  if ((await context.takeTransaction()) === null) return refused("no-transaction");
  const secret = await sealSecret(codec, userId, bytes);
  const data = writeTotpData({ secret, step, failures: 0, knownFailures: 0 });
  const app = { kind: "totp", id: userId, userId, data, createdAt: context.now };
  await overwrite(context.accounts.authenticators, app);
  await forgetAttempts(context, "totp-code", userId);
  context.emit({ type: "factor-added", userId, authenticator: "totp" });
  // The others began with one factor. They could remove the app, or make recovery codes for later.
  return done({ ends: { userId, sessions: "others" } });
}
