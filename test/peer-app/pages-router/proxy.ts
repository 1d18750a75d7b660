// Next 16 does not see `export { default } from`, the form of the documentation.
export { default as proxy } from "next-auth/middleware";

export const config = { matcher: ["/dashboard"] };
