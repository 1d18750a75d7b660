/** JSON without a type, as the result of `JSON.parse`. Validate it before use. */
export type Unchecked = ReturnType<typeof JSON.parse>;
