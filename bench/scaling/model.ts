/** The assumptions of docs/scaling.md. All its other figures follow from them. */
export const ASSUMED = {
  /** The share of all users who are active on a day. */
  activeShare: 0.2,
  /** Requests per active user and day. */
  requests: 100,
  /** Visits per active user and day, each shorter than a token's lifetime, with longer pauses between. */
  visits: 5,
  /** Renewals of the idle expiry per active user and day. */
  renewals: 1,
  /** Sign-ins, ends of sessions and changes of data, per user and day. */
  signIns: 0.03,
  ends: 0.03,
  changes: 0.01,
  /** The load of the busiest hour, as a multiple of the average. */
  peak: 3,
  /** Stored sessions per user, and bytes per session with its indexes. */
  sessions: 2,
  sessionBytes: 600,
  /** Requests per second that one server handles. */
  serverRequests: 2_000,
  /** Bytes of an event on the network, of an empty view, and of each entry in the view. */
  eventBytes: 80,
  viewBytes: 8_400,
  entryBytes: 24,
  /** How long the view keeps an event; seconds. */
  viewKeeps: 960,
  /** Events per second that a starting server applies. */
  eventsTaken: 100_000,
} as const;

const DAY = 86_400;

/** The load of a number of users in the busiest hour. "ASecond" means per second. */
export interface Scale {
  readonly users: number;
  readonly requestsASecond: number;
  readonly servers: number;
  readonly databaseReadsASecond: number;
  readonly hybridReadsASecond: number;
  readonly writesASecond: number;
  readonly looksASecond: number;
  readonly eventsASecond: number;
  /** The traffic of the feed to one server and to all servers; bytes per second. */
  readonly feedToOne: number;
  readonly feedToAll: number;
  readonly viewEntries: number;
  readonly viewBytes: number;
  /** The time until a new server decides by its view; seconds. */
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
