import type { CallbacksOptions } from "../types.ts";

/** The callbacks of next-auth 4 for options without callbacks. */
export const defaultCallbacks: CallbacksOptions = {
  signIn: () => true,
  redirect({ url, baseUrl }) {
    if (url.startsWith("/")) return `${baseUrl}${url}`;
    return new URL(url).origin === baseUrl ? url : baseUrl;
  },
  session: ({ session }) => session,
  jwt: ({ token }) => token,
};
