import "server-only";

export { languageOf, tokensOf as highlight } from "./tokens";
