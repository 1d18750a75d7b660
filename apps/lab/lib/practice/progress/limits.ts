/** The time that an event may wait in a browser until the server has it: 7 days, in milliseconds. */
export const LONGEST_WAIT = 7 * 86_400_000;

/** The most events of one visitor. */
export const MOST_EVENTS = 20_000;

/** The most characters of a chosen option's text. */
export const LONGEST_CHOICE = 200;
