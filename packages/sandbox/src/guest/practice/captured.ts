/** Functions of the language, taken before a program runs. A program cannot change what the checks use. */
export const { stringify, parse } = JSON;
export const { is, keys, getPrototypeOf, fromEntries } = Object;
export const { ownKeys } = Reflect;
export const parseDate = globalThis.Date.parse;
export const { URL: Address, URLSearchParams: Fields, Response: Answer } = globalThis;
