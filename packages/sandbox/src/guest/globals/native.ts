/** Keeps a function of the language that core-js replaces. Import this module before core-js. */
export const nativeFunctionText = Object.getOwnPropertyDescriptor(Function.prototype, "toString");
