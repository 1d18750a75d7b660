import type { KeptMail } from "./mailbox";

const NOT_YOU = "If this was not you, sign out all your devices and remove what you did not add.";

/** The subject and the first sentence of each kind of mail. */
export const mailTexts: Record<
  KeptMail["kind"],
  { readonly subject: string; readonly text: string }
> = {
  "sign-in": {
    subject: "Sign in to the Signet Lab",
    text: "Open the link in the browser that asked for it, or type the code there.",
  },
  verify: {
    subject: "Confirm your address",
    text: "Open the link to confirm that this address is yours.",
  },
  reset: {
    subject: "Choose a new password",
    text: "Open the link to choose a new password. It ends all your sessions.",
  },
  "password-changed": {
    subject: "Your password was changed",
    text: "If this was not you, choose a new password at once.",
  },
  "sign-up-attempt": {
    subject: "You have an account already",
    text: "Somebody tried to create an account with this address. The link chooses a new password.",
  },
  "email-changed": {
    subject: "Your address was changed",
    text: "This address no longer belongs to your account.",
  },
  "recovery-code-used": {
    subject: "A recovery code was used",
    text: "If this was not you, sign out all your devices and make new codes.",
  },
  "recovery-codes-made": {
    subject: "New recovery codes were made",
    text: `The former codes are void. ${NOT_YOU}`,
  },
  "passkey-added": { subject: "A passkey was added", text: NOT_YOU },
  "passkey-removed": { subject: "A passkey was removed", text: NOT_YOU },
  "factor-added": { subject: "An authenticator app was added", text: NOT_YOU },
  "factor-removed": { subject: "An authenticator app was removed", text: NOT_YOU },
  "identity-linked": { subject: "An identity of a provider was linked", text: NOT_YOU },
  "identity-unlinked": { subject: "An identity of a provider was unlinked", text: NOT_YOU },
};
