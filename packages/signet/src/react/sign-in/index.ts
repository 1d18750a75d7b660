export { type RefusalTextOptions, refusalText } from "../../sign-in/refusal-text.ts";
export { AddPasskeyButton, type AddPasskeyButtonProps } from "./add-passkey-button.ts";
export type { AddedPasskey, PasskeyOutcome, SignInErrorCode } from "./outcome.ts";
export { PasskeyAutofill, type PasskeyAutofillProps } from "./passkey-autofill.ts";
export { PasskeyButton, type PasskeyButtonProps } from "./passkey-button.ts";
export {
  SignInButton,
  type SignInButtonProps,
  SignInForm,
  type SignInFormProps,
} from "./sign-in-form.ts";
export { type UsePasskey, type UsePasskeyOptions, usePasskey } from "./use-passkey.ts";
