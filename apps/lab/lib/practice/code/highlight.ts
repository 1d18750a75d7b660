import "server-only";

export { languageOf, type Token, type TokenLines, tokensOf as highlight } from "./tokens";
