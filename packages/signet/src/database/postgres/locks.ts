/** The first number of the advisory locks of this library: "sign" in ASCII. An advisory lock is a pair of numbers. */
export const LOCKS = 0x7369676e;
