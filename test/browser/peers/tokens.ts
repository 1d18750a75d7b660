import type { Scenario } from "./scenario.ts";

export const tokens: readonly Scenario[] = [
  {
    name: "jsonwebtoken: an API route signs a token, and another one verifies it",
    router: "pages-router",
    async visit({ open, press, see }) {
      await open("/jwt", "Tokens");
      await press("Call without a token");
      await see('401 {"message":"No token"}');
      await press("Log in wrongly");
      await see("401 Invalid credentials");
      await press("Log in");
      await see("200 Logged in");
      await press("Call with the token");
      await see('200 {"userId":7,"role":"admin","lifetime":3600}');
      await press("Call with a forged token");
      await see('401 {"message":"Invalid or expired token","reason":"invalid signature"}');
    },
  },
];
