/** What is taken for granted; everything else in docs/scaling.md follows. */
export const ASSUMED = {
  /** Share of all users who come on a day. */
  activeShare: 0.2,
  /** Of each of them, on a day. */
  requests: 100,
  /** Stays, each shorter than a token lives, with other stays so far apart that the token is over. */
  visits: 5,
  /** Renewals of a session's idle end. */
  renewals: 1,
  /** Of all users, for each on a day. */
  signIns: 0.03,
  ends: 0.03,
  changes: 0.01,
  /** How many times the average the busiest hour is. */
  peak: 3,
  /** Sessions kept for each user, and bytes of each with its indexes. */
  sessions: 2,
  sessionBytes: 600,
  /** Requests a second that one server answers. */
  serverRequests: 2_000,
  /** Bytes of an event on the way, of an empty view, and of each entry in it. */
  eventBytes: 80,
  viewBytes: 8_400,
  entryBytes: 24,
  /** How long the view remembers an event; seconds. */
  viewKeeps: 960,
  /** Events a second that a server takes in when it starts. */
  eventsTaken: 100_000,
} as const;

const DAY = 86_400;

/** What so many users come to in the busiest hour. A second means each second. */
export interface Scale {
  readonly users: number;
  readonly requestsASecond: number;
  readonly servers: number;
  readonly databaseReadsASecond: number;
  readonly hybridReadsASecond: number;
  readonly writesASecond: number;
  readonly looksASecond: number;
  readonly eventsASecond: number;
  /** Of the feed, to one server and to all; bytes a second. */
  readonly feedToOne: number;
  readonly feedToAll: number;
  readonly viewEntries: number;
  readonly viewBytes: number;
  /** Until a new server goes by its view; seconds. */
  readonly coldStart: number;
  readonly storeBytes: number;
}

export function scaleOf(users: number): Scale {
  const a = ASSUMED;
  const atPeak = (aDay: number): number => (aDay * a.peak) / DAY;
  const active = users * a.activeShare;
  const requestsASecond = atPeak(active * a.requests);
  const servers = Math.max(1, Math.ceil(requestsASecond / a.serverRequests));
  const eventsASecond = atPeak(users * (a.ends + a.changes));
  const viewEntries = eventsASecond * a.viewKeeps;
  return {
    users,
    requestsASecond,
    servers,
    databaseReadsASecond: requestsASecond,
    hybridReadsASecond: atPeak(active * a.visits),
    writesASecond: atPeak(active * a.renewals + users * (a.signIns + a.ends + a.changes)),
    looksASecond: servers,
    eventsASecond,
    feedToOne: eventsASecond * a.eventBytes,
    feedToAll: eventsASecond * a.eventBytes * servers,
    viewEntries,
    viewBytes: a.viewBytes + viewEntries * a.entryBytes,
    coldStart: viewEntries / a.eventsTaken,
    storeBytes: users * a.sessions * a.sessionBytes,
  };
}

export const SCALES: readonly Scale[] = [1e5, 1e6, 1e7, 1e8, 1e9].map(scaleOf);
